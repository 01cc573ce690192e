import { basename, resolve } from 'node:path';
import { root } from '../published-packages.ts';
import { publicApi } from './public-api.ts';

/** The page that is kept for a package, `packages/client` for example: all its entries with what they declare. */
export function apiPage(packageFolder: string): string {
  const sections = publicApi(resolve(root, packageFolder)).map(
    ({ specifier, text }) => `${'='.repeat(80)}\n${specifier}\n${'='.repeat(80)}\n\n${text}\n`,
  );
  return sections.join('\n');
}

/** Where the page is kept. */
export function apiFile(packageFolder: string): string {
  return resolve(import.meta.dirname, '../../api', `${basename(packageFolder)}.txt`);
}
