import { rmSync } from 'node:fs';

/** What the build scripts of packages begin with: files of sources that are gone would be published too. */
rmSync('dist', { recursive: true, force: true });
