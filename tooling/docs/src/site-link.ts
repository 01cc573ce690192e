import { existsSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { root } from './folders.ts';

/**
 * Converts a link of the repository into a link of the site. `from` is the path of the page that contains it, relative to the
 * root. Links to pages of `docs/` and READMEs stay on the site; all others lead to GitHub.
 */
export function siteLink(from: string, link: string): string {
  if (/^(?:[a-z][a-z0-9+.-]*:|[/#])/i.test(link)) return link;
  const [path = '', anchor] = link.split('#', 2);
  const target = join(dirname(from), path).replace(/\/$/, '');
  const tail = anchor === undefined ? '' : `#${anchor}`;
  const [, page] = /^docs\/(.*\.(?!.*\/).*)$/.exec(target) ?? [];
  if (page !== undefined) return `/${page}${tail}`;
  const [, package_] = /^(?:packages|apps)\/([^/]+)(?:\/README\.md)?$/.exec(target) ?? [];
  const hasPage = package_ !== undefined && existsSync(join(root, target.replace(/\/README\.md$/, ''), 'README.md'));
  if (hasPage) return `/packages/${package_}.md${tail}`;
  const kind = statSync(join(root, target)).isDirectory() ? 'tree' : 'blob';
  return `https://github.com/ossferry/ossferry/${kind}/main/${target}${tail}`;
}
