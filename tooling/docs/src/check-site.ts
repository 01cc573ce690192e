import { existsSync, globSync, readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import { root, siteFolder } from './folders.ts';

/**
 * Fails if a link of the built site is dead: no such page, heading, or file in the repository. VitePress itself only checks
 * page links in Markdown: not its menus, not headings, and not TypeDoc's links to sources.
 */
const base = process.env['DOCS_BASE'] ?? '/';
const repository = /^https:\/\/github\.com\/ossferry\/ossferry\/(?:blob|tree)\/main\/([^#]+)/;

const pages = new Map(
  globSync('**/*.html', { cwd: siteFolder }).map((path) => [path, readFileSync(join(siteFolder, path), 'utf8')]),
);
const headings = new Map([...pages].map(([path, html]) => [path, new Set(valuesOf(html, / id="([^"]+)"/g))]));

const dead = [...pages].flatMap(([path, html]) =>
  [...new Set(valuesOf(html, /<a [^>]*?href="([^"]+)"/g))]
    .filter((link) => !isAlive(path, link))
    .map((link) => `${path}: ${link}`),
);
if (dead.length > 0) {
  console.error(`${dead.length} dead links:\n${dead.join('\n')}`);
  process.exitCode = 1;
}

function isAlive(from: string, link: string): boolean {
  const [, source] = repository.exec(link) ?? [];
  if (source !== undefined) return existsSync(join(root, source));
  if (/^[a-z]+:/.test(link)) return true;
  const [path = '', heading] = link.split('#', 2);
  if (path.startsWith('/') && !path.startsWith(base)) return false;
  const place = path.startsWith('/') ? path.slice(base.length) : posix.join(posix.dirname(from), path);
  const page = path === '' ? from : place.replace(/(^|\/)$/, '$1index.html');
  return heading === undefined ? pages.has(page) : headings.get(page)?.has(heading) === true;
}

function valuesOf(html: string, pattern: RegExp): string[] {
  return [...html.matchAll(pattern)].map(([, value = '']) => decodeURI(value));
}
