import { globSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const source = resolve(import.meta.dirname, '..');
const downloader = dirname(fileURLToPath(import.meta.resolve('@ossferry/downloader-node')));

/** Bundles the command into `destination`. Gives the absolute paths of everything that went in. */
export async function bundle(destination: string): Promise<readonly string[]> {
  const { metafile } = await build({
    entryPoints: {
      // Small, so that `--help` and `--version` are as fast as Node itself; it loads the rest when there is more to do.
      main: `${source}/main.ts`,
      run: `${source}/run.ts`,
      'write-warning': `${source}/write-warning.ts`,
      // Threads are started by URL, beside the module that starts them.
      ...Object.fromEntries(
        globSync('*-worker.ts', { cwd: downloader }).map((file) => [basename(file, '.ts'), join(downloader, file)]),
      ),
    },
    outdir: destination,
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node22',
    conditions: ['@ossferry/source'],
    // Names stay, for stack traces; the rest of the size is not worth a line that nobody can read.
    minifySyntax: true,
    minifyWhitespace: true,
    legalComments: 'none',
    metafile: true,
    logLevel: 'warning',
    banner: { js: requireForCommonJs },
    plugins: [
      {
        name: 'what main loads later stays a file of its own',
        setup({ onResolve }) {
          onResolve({ filter: /^\.\/(?:run|write-warning)\.ts$/ }, ({ kind, path }) =>
            kind === 'dynamic-import' ? { path: path.replace('.ts', '.js'), external: true } : undefined,
          );
        },
      },
    ],
  });
  return Object.keys(metafile.inputs).map((path) => resolve(path));
}

// Dependencies that are CommonJS ask for Node's own modules with `require`, which ES modules do not have.
const requireForCommonJs =
  "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);";
