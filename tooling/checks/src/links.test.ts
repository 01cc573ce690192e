import { existsSync, readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, it } from 'vitest';
import { slug } from '../../docs/src/slug.ts';
import { withSlashes } from './find-files.ts';
import { proseOf, readPages, root } from './pages.ts';

const pages = readPages();

it.each(pages)('behavior: all links of $path resolve', (page) => {
  const prose = proseOf(page).replaceAll(/`[^`\n]*`/g, (code) => (code.includes('](') ? '' : code));
  const links = [...prose.matchAll(/\]\(([^)\s]+)\)/g)].map(([, link = '']) => link);
  for (const link of links.filter((link) => !/^(?:[a-z]+:|\/)/.test(link))) expect(problemOf(page.path, link)).toBe('');
});

const guide = pages.map(({ path }) => path).filter((path) => /^docs\/(?:guide\/.*|faq|security)\.md$/.test(path));

it.each(['', 'zh/', 'ja/'])(
  'behavior: docs/%sindex.md links to every page of the guide, translated or not',
  (language) => {
    const { text = '' } = pages.find(({ path }) => path === `docs/${language}index.md`) ?? {};
    const targets = new Set(
      [...text.matchAll(/\]\(([^)\s]+)\)/g)].map(([, link = '']) => withSlashes(join('docs', language, link))),
    );
    const isLinked = (page: string) => targets.has(page) || targets.has(page.replace('docs/', `docs/${language}`));
    expect(guide.length).toBeGreaterThan(15);
    expect(guide.filter((page) => !isLinked(page))).toEqual([]);
  },
);

function problemOf(from: string, link: string): string {
  const [path = '', anchor] = link.split('#', 2);
  const target = path === '' ? from : join(dirname(from), path);
  if (!existsSync(join(root, target))) return `${link}: there is no ${target}`;
  if (anchor === undefined) return '';
  const file = statSync(join(root, target)).isDirectory() ? join(target, 'README.md') : target;
  return anchorsOf(file).has(anchor) ? '' : `${link}: ${file} has no heading for it`;
}

/** The anchors of a page. If a heading occurs twice, its second anchor ends in a number. */
function anchorsOf(file: string): Set<string> {
  const anchors = new Set<string>();
  if (!file.endsWith('.md')) return anchors;
  const text = proseOf({ path: file, text: readFileSync(join(root, file), 'utf8') });
  for (const [, heading = ''] of text.matchAll(/^#{1,6} (.+)$/gm)) {
    const base = slug(heading.replaceAll(/`|\[([^\]]*)\]\([^)]*\)/g, '$1'));
    let anchor = base;
    for (let count = 1; anchors.has(anchor); count += 1) anchor = `${base}-${count}`;
    anchors.add(anchor);
  }
  return anchors;
}
