import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type BuildOptions, build } from 'esbuild';

/** The program, bundled for each kind of runtime. */
export interface ProgramFiles {
  /** The folder with the files for processes. */
  readonly folder: string;
  /** The files for pages and workers, by name. */
  readonly files: ReadonlyMap<string, Uint8Array>;
  /** A single module, for workerd. */
  readonly worker: string;
  readonly remove: () => Promise<void>;
}

const common = {
  absWorkingDir: fileURLToPath(new URL('..', import.meta.url)),
  bundle: true,
  format: 'esm' as const,
  target: 'es2023',
  conditions: ['@ossferry/source'],
} satisfies BuildOptions;

/** Bundles the program from its sources. Only the bundle for processes may import Node.js modules. */
export async function bundleProgram(): Promise<ProgramFiles> {
  const folder = await mkdtemp(join(tmpdir(), 'ossferry-program-'));
  const downloader = dirname(fileURLToPath(import.meta.resolve('@ossferry/downloader-node')));
  // Marks the `.js` files as ES modules.
  await writeFile(join(folder, 'package.json'), '{ "type": "module" }');
  const [, pages, worker] = await Promise.all([
    build({
      ...common,
      platform: 'node',
      splitting: true,
      entryPoints: {
        'run-in-process': './program/run-in-process.ts',
        'carrier-worker': `${downloader}/threads/carrier-worker.ts`,
      },
      outdir: folder,
    }),
    build({
      ...common,
      platform: 'browser',
      splitting: true,
      entryPoints: {
        'run-in-page': './program/run-in-page.ts',
        'download-worker': '@ossferry/downloader-browser/worker',
      },
      outdir: '/',
      write: false,
    }),
    build({ ...common, platform: 'neutral', entryPoints: ['./program/run-in-worker.ts'], write: false }),
  ]);
  return {
    folder,
    files: new Map(pages.outputFiles.map(({ path, contents }) => [basename(path), contents])),
    worker: worker.outputFiles[0]?.text ?? '',
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}
