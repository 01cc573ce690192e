import { readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { findFiles } from '../../checks/src/find-files.ts';

/** A package that is published. */
export interface PublishedPackage {
  readonly name: string;
  readonly version: string;
  /** Relative to the root: `packages/client`. */
  readonly folder: string;
}

/** The root of this repository. */
export const root: string = resolve(import.meta.dirname, '../../..');

/** All packages of a workspace that are not private, sorted by name. */
export function publishedPackages(workspace: string = root): readonly PublishedPackage[] {
  return findFiles('{packages,apps}/*/package.json', { cwd: workspace })
    .flatMap((path) => {
      const { name, version, ...manifest } = JSON.parse(readFileSync(join(workspace, path), 'utf8')) as Manifest;
      return manifest.private === true ? [] : [{ name, version, folder: dirname(path) }];
    })
    .sort((one, other) => (one.name < other.name ? -1 : 1));
}

interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly private?: boolean;
}
