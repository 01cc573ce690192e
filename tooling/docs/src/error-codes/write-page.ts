import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { docsFolder, root } from '../folders.ts';
import { findCodes } from './find-codes.ts';
import { renderPage } from './render-page.ts';
import { renderType } from './render-type.ts';

// Writes `docs/error-codes.md` from the sources and the texts, and the type of the codes.
const found = findCodes();
writeFileSync(join(docsFolder, 'error-codes.md'), renderPage(found));
writeFileSync(join(root, 'packages/contract/src/error-codes.ts'), renderType(found));
