import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, globSync, mkdtempSync, readFileSync, realpathSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join, resolve } from 'node:path';
import { pnpmCommand } from '../../../checks/src/commands-of-tools.ts';
import { root } from '../published-packages.ts';
import { type PackedPackage, packPackages } from '../tarballs/pack-packages.ts';
import { readTarball } from '../tarballs/tarball.ts';

const tooling = resolve(import.meta.dirname, '../..');

/** A folder outside of this repository where the packed tarballs are installed in every consumer. */
export interface Playground {
  readonly folder: string;
  readonly packages: readonly PackedPackage[];
}

/**
 * Copies the consumers out of the repository and installs the tarballs into them. Third-party packages are linked to the
 * installation of this repository, so nothing is fetched.
 */
export function openPlayground(): Playground {
  const folder = mkdtempSync(join(tmpdir(), 'ossferry-consumers-'));
  const packages = packPackages(join(folder, 'tarballs'));
  cpSync(join(tooling, 'consumers'), join(folder, 'consumers'), { recursive: true });
  for (const path of globSync('consumers/*/package.json', { cwd: folder })) addLibraries(join(folder, path), packages);
  const workspace = {
    packages: ['consumers/*'],
    overrides: { ...ownTarballs(packages), ...linksToOthers(folder, packages) },
  };
  // JSON is valid YAML.
  writeFileSync(join(folder, 'pnpm-workspace.yaml'), JSON.stringify(workspace));
  writeFileSync(join(folder, 'package.json'), '{ "name": "playground", "private": true }');
  const [pnpm, ...words] = pnpmCommand();
  execFileSync(pnpm, [...words, 'install', '--offline', '--ignore-scripts'], {
    cwd: folder,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  return { folder, packages };
}

/** Adds every library to the dependencies of the TypeScript consumer, which imports all of their entries. */
function addLibraries(path: string, packages: readonly PackedPackage[]): void {
  if (basename(dirname(path)) !== 'typescript') return;
  const manifest = JSON.parse(readFileSync(path, 'utf8')) as object;
  const libraries = packages.filter(({ folder }) => folder.startsWith('packages/'));
  const dependencies = Object.fromEntries(libraries.map(({ name }) => [name, '*']));
  writeFileSync(path, JSON.stringify({ ...manifest, dependencies }));
}

/** Overrides that resolve our packages to their tarballs. */
export function ownTarballs(packages: readonly PackedPackage[]): Readonly<Record<string, string>> {
  return Object.fromEntries(packages.map(({ name, tarball }) => [name, `file:${tarball}`]));
}

/** Overrides that link the third-party dependencies of our packages, and of the project or the consumers in `folder`. */
export function linksToOthers(folder: string, packages: readonly PackedPackage[]): Readonly<Record<string, string>> {
  const links: Record<string, string> = {};
  const link = (names: object | undefined, from: string): void => {
    for (const name of Object.keys(names ?? {})) {
      if (!name.startsWith('@ossferry/')) links[name] = `link:${findInstalled(name, from)}`;
    }
  };
  for (const { tarball, folder: from } of packages) link(readTarball(tarball).manifest.dependencies, join(root, from));
  for (const path of globSync(['package.json', 'consumers/*/package.json'], { cwd: folder })) {
    const { dependencies, devDependencies } = JSON.parse(readFileSync(join(folder, path), 'utf8')) as {
      readonly dependencies?: object;
      readonly devDependencies?: object;
    };
    link({ ...dependencies, ...devDependencies }, tooling);
  }
  return links;
}

function findInstalled(name: string, from: string): string {
  const found = [from, tooling, root]
    .map((place) => join(place, 'node_modules', name))
    .find((path) => existsSync(path));
  if (found === undefined) throw new Error(`${name} is not installed in ${from}.`);
  return realpathSync(found);
}
