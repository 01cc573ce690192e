import { basename, resolve } from 'node:path';
import { root } from '../published-packages.ts';
import { publicApi } from './public-api.ts';

/** Renders the snapshot of a package (`packages/client`): the declarations of all its entry points. */
export function apiPage(packageFolder: string): string {
  const sections = publicApi(resolve(root, packageFolder)).map(
    ({ specifier, text }) => `${'='.repeat(80)}\n${specifier}\n${'='.repeat(80)}\n\n${text}\n`,
  );
  return sections.join('\n');
}

/** The path of the snapshot. */
export function apiFile(packageFolder: string): string {
  return resolve(import.meta.dirname, '../../api', `${basename(packageFolder)}.txt`);
}
