import { join, resolve } from 'node:path';

/** The root of the repository. */
export const root: string = resolve(import.meta.dirname, '../../..');

/** Where the pages are that people write. */
export const docsFolder: string = join(root, 'docs');

/** Where the pages go that TypeDoc makes from the sources; they are not committed. */
export const apiFolder: string = join(docsFolder, 'api');

/** Where the READMEs of the packages go as pages of the site; they are not committed. */
export const packagesFolder: string = join(docsFolder, 'packages');

/** Where VitePress puts the built site. */
export const siteFolder: string = join(root, 'tooling/docs/dist');
