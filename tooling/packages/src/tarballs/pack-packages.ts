import { execFileSync } from 'node:child_process';
import { existsSync, globSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { pnpmCommand } from '../../../checks/src/commands-of-tools.ts';
import { publishedPackages, root } from '../published-packages.ts';

/** A published package, packed. */
export interface PackedPackage {
  readonly name: string;
  /** Relative to the root: `packages/client`. */
  readonly folder: string;
  /** Absolute path of the `.tgz`. */
  readonly tarball: string;
}

/**
 * Packs every published package into `destination`, as publishing would. Uses the output of the last `pnpm build`, without
 * files whose source no longer exists.
 */
export function packPackages(destination: string, workspace: string = root): readonly PackedPackage[] {
  const packages = publishedPackages(workspace);
  for (const { folder } of packages) removeStale(join(workspace, folder));
  mkdirSync(destination, { recursive: true });
  const filters = packages.flatMap(({ name }) => ['--filter', name]);
  const [pnpm, ...words] = pnpmCommand();
  execFileSync(pnpm, [...words, '--recursive', ...filters, 'pack', '--pack-destination', destination], {
    cwd: workspace,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  return packages.map(({ name, version, folder }) => {
    const tarball = join(destination, `${name.slice(1).replace('/', '-')}-${version}.tgz`);
    if (!existsSync(tarball)) throw new Error(`${name} was not packed to ${tarball}.`);
    return { name, folder, tarball };
  });
}

/** Removes output of renamed sources, which the compiler and the build cache leave behind. Bundles have no declarations. */
function removeStale(folder: string): void {
  if (!existsSync(join(folder, 'dist'))) throw new Error(`${folder} is not built: run \`pnpm build\`.`);
  for (const path of globSync('dist/**/*.d.ts', { cwd: folder })) {
    const name = path.slice('dist/'.length, -'.d.ts'.length);
    if (existsSync(join(folder, 'src', `${name}.ts`))) continue;
    for (const ending of ['.d.ts', '.d.ts.map', '.js', '.js.map']) {
      rmSync(join(folder, 'dist', name + ending), { force: true });
    }
  }
}
