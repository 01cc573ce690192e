import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { publishedPackages } from '../published-packages.ts';
import { apiFile, apiPage } from './snapshot.ts';

const libraries = publishedPackages().filter(({ folder }) => folder.startsWith('packages/'));

it.each(libraries)('behavior: the public API of $name matches its snapshot', ({ folder }) => {
  expect(apiPage(folder), 'If the change is intended: run `pnpm api:update`, and add a changeset.').toBe(
    readFileSync(apiFile(folder), 'utf8'),
  );
});
