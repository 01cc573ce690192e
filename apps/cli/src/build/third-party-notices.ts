import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

interface ThirdParty {
  readonly name: string;
  readonly version: string;
  readonly license: string;
  readonly author?: string | { readonly name: string };
}

/** Returns the name, version and licence text of each third-party package with a file among `inputs`. */
export function thirdPartyNotices(inputs: readonly string[]): string {
  const folders = new Set(inputs.flatMap((path) => /^.*\/node_modules\/(?:@[^/]+\/)?[^/]+/.exec(path)?.[0] ?? []));
  return [...folders]
    .map(noticeOf)
    .sort()
    .join(`\n${'-'.repeat(80)}\n\n`);
}

function noticeOf(folder: string): string {
  const { name, version, license, author } = JSON.parse(
    readFileSync(join(folder, 'package.json'), 'utf8'),
  ) as ThirdParty;
  const [file] = globSync('{licen[cs]e,LICEN[CS]E,COPYING}*', { cwd: folder });
  const title = `${name} ${version} (${license})`;
  if (file !== undefined) return `${title}\n\n${readFileSync(join(folder, file), 'utf8').trim()}\n`;
  const holder = typeof author === 'string' ? author : author?.name;
  if (holder === undefined) throw new Error(`${title} has neither an author nor a licence file: ${folder}.`);
  return `${title}\n\nCopyright ${holder}. The package contains no licence file.\n`;
}
