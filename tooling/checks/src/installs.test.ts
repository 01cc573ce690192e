import { expect, it } from 'vitest';
import { type Block, blocksOf, proseOf, readPages } from './pages.ts';

const packagesIn = (text: string, pattern: RegExp): Set<string> =>
  new Set([...text.matchAll(pattern)].map(([, name = '']) => name));

const installed = (blocks: readonly Block[]): Set<string> =>
  new Set(
    blocks
      .filter(({ code, language }) => language === 'sh' && /\bnpm install\b/.test(code))
      .flatMap(({ code }) => [...packagesIn(code, /(@ossferry\/[\w-]+)/g)]),
  );

it('behavior: the packages that a page installs include those that its code imports', () => {
  const missing = readPages().flatMap((page) => {
    const blocks = blocksOf(page);
    const has = installed(blocks);
    if (has.size === 0) return [];
    const code = blocks.filter(({ language }) => language === 'ts').map((block) => block.code);
    const needed = packagesIn(code.join('\n'), /from '(@ossferry\/[\w-]+)/g);
    return [...needed].filter((name) => !has.has(name)).map((name) => `${page.path} imports ${name}`);
  });
  expect(missing).toEqual([]);
});

it('behavior: no code block is indented, because these checks would miss it', () => {
  const hidden = readPages().filter((page) => /^\n {4,}\S.*\n/m.test(withoutLists(proseOf(page))));
  expect(hidden.map(({ path }) => path)).toEqual([]);
});

/** Removes lists: in a list item, four spaces continue its text. */
function withoutLists(text: string): string {
  return text.replace(/^(?:[-*]|\d+\.) .*\n(?:(?: {2,}.*)?\n)*/gm, '');
}
