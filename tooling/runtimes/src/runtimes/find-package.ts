import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

const require = createRequire(import.meta.url);

/** What is known of an npm package that brings a binary. */
export interface BinaryPackage {
  /** `24.21.0`, for example. */
  readonly version: string;
  /** Absent when its install script did not run. */
  readonly executable: string | undefined;
}

/** Finds a binary inside of an installed npm package. */
export function findPackage(name: string, binary: string): BinaryPackage {
  const manifestPath = require.resolve(`${name}/package.json`);
  const { version } = JSON.parse(readFileSync(manifestPath, 'utf8')) as { version: string };
  const executable = join(dirname(manifestPath), binary);
  return { version, executable: existsSync(executable) ? executable : undefined };
}
