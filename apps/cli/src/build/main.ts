import { rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { bundle } from './bundle.ts';
import { thirdPartyNotices } from './third-party-notices.ts';
import { writeHelp } from './write-help.ts';

/** Builds what is published: the program, the texts of `--help`, and the licences of what it contains. */
const destination = resolve(import.meta.dirname, '../../dist');
rmSync(destination, { recursive: true, force: true });
const inputs = await bundle(destination);
writeHelp(destination);
writeFileSync(join(destination, 'third-party-licenses.txt'), thirdPartyNotices(inputs));
