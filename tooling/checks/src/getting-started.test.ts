import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { blocksOf, readPages } from './pages.ts';

it('behavior: the example getting-started has the programs of the guide', () => {
  const pages = readPages().filter(({ path }) => path === 'docs/guide/getting-started.md');
  const codes = pages.flatMap(blocksOf).map(({ code }) => code);
  const example = join(import.meta.dirname, '../../../examples/getting-started');
  expect(codes).toContain(readFileSync(join(example, 'first.ts'), 'utf8'));
  expect(codes).toContain(readFileSync(join(example, 'sign.ts'), 'utf8'));
});
