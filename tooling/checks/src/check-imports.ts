import { readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { allowedImports, bundledPackages } from './allowed-imports.ts';
import { findFiles, withSlashes } from './find-files.ts';
import { root } from './pages.ts';

/**
 * Checks every shipped source: allowed edges between packages, declared dependencies, and no import cycles, neither of
 * files nor of the folders in `src`.
 */
const problems: string[] = [];
const importsOf = new Map<string, string[]>();

for (const manifestPath of findFiles('{packages,apps}/*/package.json', { cwd: root })) {
  const folder = dirname(manifestPath);
  const manifest = JSON.parse(readFileSync(join(root, manifestPath), 'utf8')) as Manifest;
  const isBundled = bundledPackages.has(folder);
  const declared = new Set(
    [manifest.dependencies, manifest.peerDependencies, isBundled ? manifest.devDependencies : {}].flatMap((group) =>
      Object.keys(group ?? {}),
    ),
  );
  const used = new Set<string>();
  for (const file of findFiles(`${folder}/src/**/*.{ts,tsx}`, { cwd: root })) {
    if (/\.(test|test-support|bench)\.tsx?$/.test(file)) continue;
    const specifiers = readImports(join(root, file));
    importsOf.set(
      file,
      specifiers
        .filter((name) => name.startsWith('.'))
        .map((name) => withSlashes(relative(root, resolve(root, dirname(file), name)))),
    );
    for (const specifier of specifiers) {
      if (specifier.startsWith('.') || specifier.startsWith('node:')) continue;
      const name = specifier.split('/', specifier.startsWith('@') ? 2 : 1).join('/');
      used.add(name);
      if (!declared.has(name)) problems.push(`${file}: imports "${name}", which ${folder}/package.json does not list`);
      checkEdge(file, folder, name);
    }
  }
  for (const name of declared) {
    if (!isBundled && !used.has(name) && manifest.peerDependenciesMeta?.[name]?.optional !== true) {
      problems.push(`${folder}/package.json: lists "${name}", which no source imports`);
    }
  }
}
findCycles(importsOf);
findCycles(importsOfFolders());

for (const problem of problems) console.error(problem);
console.log(`imports: ${importsOf.size} sources, ${problems.length} problems`);
process.exitCode = problems.length > 0 ? 1 : 0;

interface Manifest {
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
  readonly peerDependencies?: Readonly<Record<string, string>>;
  readonly peerDependenciesMeta?: Readonly<Record<string, { readonly optional?: boolean }>>;
}

function readImports(path: string): string[] {
  const source = readFileSync(path, 'utf8').replace(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, '');
  const pattern =
    /(?:^|\n)\s*(?:import|export)\b[^'"`;]*?from\s*'([^']+)'|(?:^|\n)\s*import\s*'([^']+)'|\bimport\(\s*'([^']+)'/g;
  return [...source.matchAll(pattern)].map(([, from, bare, dynamic]) => from ?? bare ?? dynamic ?? '');
}

function checkEdge(file: string, folder: string, name: string): void {
  if (!name.startsWith('@ossferry/') || !folder.startsWith('packages')) return;
  const [from = '', to = ''] = [folder.slice('packages/'.length), name.slice('@ossferry/'.length)];
  const allowed = allowedImports[from];
  if (allowed === undefined) problems.push(`${folder}: not in tooling/checks/src/allowed-imports.ts`);
  else if (!allowed.includes(to)) problems.push(`${file}: ${from} may not import ${to}`);
}

/** The same graph for the folders in `src`; files that are directly in `src` belong to none. */
function importsOfFolders(): ReadonlyMap<string, readonly string[]> {
  const folderOf = (file: string): string | undefined => /^\w+\/[\w-]+\/src\/[^/]+(?=\/)/.exec(file)?.[0];
  const graph = new Map<string, string[]>();
  for (const [file, imported] of importsOf) {
    const folder = folderOf(file);
    if (folder === undefined) continue;
    const others = imported.flatMap((other) => folderOf(other) ?? []).filter((other) => other !== folder);
    graph.set(folder, [...(graph.get(folder) ?? []), ...others]);
  }
  return graph;
}

function findCycles(graph: ReadonlyMap<string, readonly string[]>): void {
  const state = new Map<string, 'open' | 'done'>();
  const visit = (file: string, path: readonly string[]): void => {
    if (state.get(file) === 'done') return;
    if (state.get(file) === 'open') {
      problems.push(`cycle: ${[...path.slice(path.indexOf(file)), file].join(' → ')}`);
      return;
    }
    state.set(file, 'open');
    for (const next of graph.get(file) ?? []) visit(next, [...path, file]);
    state.set(file, 'done');
  };
  for (const file of graph.keys()) visit(file, []);
}
