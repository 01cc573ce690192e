import { writeApiPages } from './api-pages.ts';
import { writePackagePages } from './package-pages.ts';

/** Makes the pages that are not written by hand: what VitePress needs before it builds the site. */
writePackagePages();
await writeApiPages();
