import { readFileSync } from 'node:fs';

interface Manifest {
  readonly version: string;
  readonly engines: { readonly node: string };
}

/** Returns the version of this package. */
export function readVersion(): string {
  return readManifest().version;
}

/** Returns the supported Node.js versions, as an npm range. */
export function readEngines(): string {
  return readManifest().engines.node;
}

function readManifest(): Manifest {
  return JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'));
}
