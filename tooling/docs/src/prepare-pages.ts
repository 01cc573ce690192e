import { writeApiPages } from './api-pages.ts';
import { writePackagePages } from './package-pages.ts';

/** Generates the pages that are not written by hand, before VitePress builds the site. */
writePackagePages();
await writeApiPages();
