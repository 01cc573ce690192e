import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

const require = createRequire(import.meta.url);

/** An npm package with a binary. */
export interface BinaryPackage {
  /** For example `24.21.0`. */
  readonly version: string;
  /** Absent if its install script did not run. */
  readonly executable: string | undefined;
}

/** Finds the binary of an installed npm package. */
export function findPackage(name: string, binary: string): BinaryPackage {
  const manifestPath = require.resolve(`${name}/package.json`);
  const { version } = JSON.parse(readFileSync(manifestPath, 'utf8')) as { version: string };
  const executable = join(dirname(manifestPath), binary);
  return { version, executable: existsSync(executable) ? executable : undefined };
}
