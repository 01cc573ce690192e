import { readFileSync } from 'node:fs';

interface Manifest {
  readonly version: string;
  readonly engines: { readonly node: string };
}

/** Gives the version of this package. */
export function readVersion(): string {
  return readManifest().version;
}

/** Gives the versions of Node.js that this package supports, as npm reads them. */
export function readEngines(): string {
  return readManifest().engines.node;
}

function readManifest(): Manifest {
  return JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'));
}
