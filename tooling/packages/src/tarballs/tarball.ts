import { readFileSync } from 'node:fs';
import { createPackageFromTarballData, type Package } from '@arethetypeswrong/core';

/** The fields of a manifest that are used here. */
export interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly license?: string;
  readonly type?: string;
  readonly sideEffects?: boolean | readonly string[];
  readonly repository?: { readonly url?: string; readonly directory?: string };
  readonly engines?: { readonly node?: string };
  readonly bin?: Readonly<Record<string, string>>;
  readonly exports?: Readonly<Record<string, string | Readonly<Record<string, string>>>>;
  readonly publishConfig?: { readonly access?: string; readonly provenance?: boolean };
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
  readonly scripts?: Readonly<Record<string, string>>;
}

/** A tarball in memory. */
export interface Tarball {
  readonly bytes: Uint8Array;
  readonly manifest: Manifest;
  /** For `@arethetypeswrong/core`. */
  readonly types: Package;
  /** Paths from the package's root: `dist/index.js`. */
  readonly files: ReadonlySet<string>;
  readonly read: (path: string) => string;
}

export function readTarball(path: string): Tarball {
  const bytes = new Uint8Array(readFileSync(path));
  const types = createPackageFromTarballData(bytes);
  const folder = `/node_modules/${types.packageName}/`;
  const read = (file: string): string => types.readFile(folder + file);
  return {
    bytes,
    types,
    read,
    manifest: JSON.parse(read('package.json')) as Manifest,
    files: new Set(types.listFiles().map((file) => file.slice(folder.length))),
  };
}
