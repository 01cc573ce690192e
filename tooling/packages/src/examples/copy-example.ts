import { execFileSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  globSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { pnpmCommand } from '../../../checks/src/commands-of-tools.ts';
import { publishedPackages, root } from '../published-packages.ts';
import { packPackages } from '../tarballs/pack-packages.ts';
import { type Manifest, readTarball } from '../tarballs/tarball.ts';

/** The examples that can be copied. */
export const exampleNames: readonly string[] = readdirSync(join(root, 'examples')).filter(
  (name) => name !== 'test-support' && existsSync(join(root, 'examples', name, 'package.json')),
);

/**
 * Copies an example into a new or empty folder as a standalone project: with version numbers in its manifest, and without
 * settings that only work in this repository. Until the packages are published, includes tarballs of the last `pnpm build`.
 */
export function copyExample(example: string, folder: string): void {
  checkCopy(example, folder);
  const source = join(root, 'examples', example);
  // Steps that can fail come first, so that no partial copy is left behind.
  const manifest = { ...publishedManifest(source), name: example };
  const tarballs = isReleased() ? undefined : includeTarballs(folder);
  cpSync(source, folder, { recursive: true, filter: belongsToCopy });
  for (const path of globSync('**/*.{md,ts}', { cwd: folder })) {
    write(join(folder, path), readFileSync(join(folder, path), 'utf8'));
  }
  const dependencies = { ...manifest.dependencies, ...pick(tarballs, manifest.dependencies) };
  const devDependencies = {
    ...manifest.devDependencies,
    ...pick(tarballs, manifest.devDependencies),
    ...developmentTools(folder),
  };
  // npm reads overrides from the manifest, pnpm from pnpm-workspace.yaml. JSON is valid YAML.
  writeJson(join(folder, 'package.json'), { ...manifest, dependencies, devDependencies, overrides: tarballs });
  const allowBuilds = pick({ esbuild: true, workerd: true }, { ...dependencies, ...devDependencies });
  writeJson(join(folder, 'pnpm-workspace.yaml'), { allowBuilds, overrides: tarballs });
  writeJson(join(folder, 'tsconfig.json'), { compilerOptions });
}

/** Throws if the example does not exist, or the folder is not empty. */
export function checkCopy(example: string, folder: string): void {
  if (!exampleNames.includes(example)) {
    throw new Error(`There is no example "${example}". Available: ${exampleNames.join(', ')}.`);
  }
  const stats = statSync(folder, { throwIfNoEntry: false });
  if (stats !== undefined && (!stats.isDirectory() || readdirSync(folder).length > 0)) {
    throw new Error(`"${folder}" is not an empty folder. Name a new one.`);
  }
}

/** Tests that use `test-support`, which is not copied, are left out. */
function belongsToCopy(path: string): boolean {
  if (['node_modules', 'dist', '.turbo', 'package.json'].includes(basename(path))) return false;
  if (statSync(path).isDirectory()) return true;
  return !path.endsWith('.test.ts') || !readFileSync(path, 'utf8').includes('/test-support/');
}

/** The manifest as packed: `workspace:` and `catalog:` are replaced by versions. */
function publishedManifest(source: string): Manifest {
  const temporary = mkdtempSync(join(tmpdir(), 'ossferry-example-'));
  try {
    const [program, ...words] = [...pnpmCommand(), 'pack', '--pack-destination', temporary] as const;
    execFileSync(program, words, { cwd: source, stdio: ['ignore', 'ignore', 'inherit'] });
    const [tarball = ''] = readdirSync(temporary);
    return readTarball(join(temporary, tarball)).manifest;
  } finally {
    rmSync(temporary, { recursive: true });
  }
}

/** Before the first release, the packages are not on npm. */
function isReleased(): boolean {
  return publishedPackages().every(({ version }) => version !== '0.0.0');
}

function includeTarballs(folder: string): Readonly<Record<string, string>> {
  const packages = packPackages(join(folder, 'ossferry'));
  return Object.fromEntries(packages.map(({ name, tarball }) => [name, `file:ossferry/${basename(tarball)}`]));
}

/** In this repository, these are dependencies of the root only. */
function developmentTools(folder: string): Readonly<Record<string, string>> {
  const hasTests = globSync('**/*.test.ts', { cwd: folder }).length > 0;
  const names = ['typescript', '@types/node', ...(hasTests ? ['vitest'] : [])];
  return Object.fromEntries(names.map((name) => [name, `^${installedVersion(name)}`]));
}

function installedVersion(name: string): string {
  return (JSON.parse(readFileSync(join(root, 'node_modules', name, 'package.json'), 'utf8')) as Manifest).version;
}

/** For editors and `tsc`; Node.js runs the sources directly. */
const compilerOptions = {
  target: 'es2023',
  lib: ['es2023', 'dom', 'dom.asynciterable'],
  types: ['node'],
  module: 'nodenext',
  strict: true,
  erasableSyntaxOnly: true,
  verbatimModuleSyntax: true,
  allowImportingTsExtensions: true,
  skipLibCheck: true,
  noEmit: true,
};

function pick<T>(values: Readonly<Record<string, T>> = {}, names: object = {}): Readonly<Record<string, T>> {
  return Object.fromEntries(Object.entries(values).filter(([name]) => Object.hasOwn(names, name)));
}

function writeJson(path: string, value: object): void {
  write(path, `${JSON.stringify(value, undefined, 2)}\n`);
}

/** Writes a text without this repository's export condition, and with links to it on GitHub. */
function write(path: string, text: string): void {
  const own = text
    .replaceAll(' --conditions=@ossferry/source', '')
    .replaceAll(/^ *conditions: \['@ossferry\/source'\],\n/gm, '')
    .replaceAll('](../../', `](${repository}/`)
    .replaceAll('](../', `](${repository}/examples/`);
  writeFileSync(path, own);
}

const repository = 'https://github.com/ossferry/ossferry/blob/main';
