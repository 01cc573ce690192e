import { execFileSync } from 'node:child_process';
import { existsSync, globSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { publishedPackages, root } from '../published-packages.ts';

/** A published package, packed. */
export interface PackedPackage {
  readonly name: string;
  /** `packages/client`, from the root. */
  readonly folder: string;
  /** Absolute path of the `.tgz`. */
  readonly tarball: string;
}

/**
 * Packs every package that is published into `destination`, as publishing would. It takes what the last `pnpm build` made,
 * after files are gone whose source is gone.
 */
export function packPackages(destination: string, workspace: string = root): readonly PackedPackage[] {
  const packages = publishedPackages(workspace);
  for (const { folder } of packages) removeStale(join(workspace, folder));
  mkdirSync(destination, { recursive: true });
  const filters = packages.flatMap(({ name }) => ['--filter', name]);
  execFileSync('pnpm', ['--recursive', ...filters, 'pack', '--pack-destination', destination], {
    cwd: workspace,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  return packages.map(({ name, version, folder }) => {
    const tarball = join(destination, `${name.slice(1).replace('/', '-')}-${version}.tgz`);
    if (!existsSync(tarball)) throw new Error(`${name} was not packed to ${tarball}.`);
    return { name, folder, tarball };
  });
}

/** The compiler and the build cache leave files behind whose source was renamed. Bundles have no declarations beside them. */
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
