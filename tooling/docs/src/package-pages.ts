import { globSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { packagesFolder, root } from './folders.ts';
import { siteLink } from './site-link.ts';

/** Writes the README of each package as a page of the site, and adapts its links. */
export function writePackagePages(): void {
  rmSync(packagesFolder, { recursive: true, force: true });
  mkdirSync(packagesFolder, { recursive: true });
  for (const path of globSync('{packages,apps}/*/README.md', { cwd: root })) {
    const text = readFileSync(join(root, path), 'utf8');
    writeFileSync(join(packagesFolder, `${basename(dirname(path))}.md`), withSiteLinks(text, path));
  }
}

function withSiteLinks(text: string, path: string): string {
  const parts = text.split(/(^```[\s\S]*?^```$)/m);
  return parts
    .map((part, index) =>
      index % 2 === 1 ? part : part.replaceAll(/\]\(([^)\s]+)\)/g, (_, link: string) => `](${siteLink(path, link)})`),
    )
    .join('');
}
