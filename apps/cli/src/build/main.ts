import { rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { bundle } from './bundle.ts';
import { thirdPartyNotices } from './third-party-notices.ts';
import { writeHelp } from './write-help.ts';

/** Builds the published files: the program, the `--help` texts, and the licences of bundled packages. */
const destination = resolve(import.meta.dirname, '../../dist');
rmSync(destination, { recursive: true, force: true });
const inputs = await bundle(destination);
writeHelp(destination);
writeFileSync(join(destination, 'third-party-licenses.txt'), thirdPartyNotices(inputs));
