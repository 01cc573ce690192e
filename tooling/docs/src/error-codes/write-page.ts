import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { docsFolder } from '../folders.ts';
import { findCodes } from './find-codes.ts';
import { renderPage } from './render-page.ts';

/** Writes `docs/error-codes.md` from the sources and the texts. */
writeFileSync(join(docsFolder, 'error-codes.md'), renderPage(findCodes()));
