import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { docsFolder, root } from '../folders.ts';
import { findCodes } from './find-codes.ts';
import { renderPage } from './render-page.ts';
import { renderType } from './render-type.ts';
import { codeGroups } from './texts.ts';

const found = findCodes();
const written = codeGroups.flatMap(({ codes }) => codes.map(([code]) => code));

it('behavior: every code in the sources has a text, and every text has a code', () => {
  expect(written.toSorted()).toEqual([...found.keys()].toSorted());
});

it('behavior: finds codes in properties, arguments, tuples and types', () => {
  expect(['DiskFull', 'InvalidLifetime', 'ConnectionLost', 'ProfileCycle'].filter((code) => !found.has(code))).toEqual(
    [],
  );
});

it('behavior: the type for editors is up to date (pnpm --filter @ossferry/docs error-codes)', () => {
  const type = readFileSync(join(root, 'packages/contract/src/error-codes.ts'), 'utf8');
  expect(type).toBe(renderType(found));
});

it('behavior: the page is up to date (pnpm --filter @ossferry/docs error-codes)', () => {
  expect(readFileSync(join(docsFolder, 'error-codes.md'), 'utf8')).toBe(renderPage(found));
});
