import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type BuildOptions, build } from 'esbuild';

const source = resolve(import.meta.dirname, '..');
const downloader = dirname(fileURLToPath(import.meta.resolve('@ossferry/downloader-node')));

/** Bundles the command into `destination`. Gives the absolute paths of everything that went in. */
export async function bundle(destination: string): Promise<readonly string[]> {
  const options = {
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
  } as const satisfies BuildOptions;
  const built = await Promise.all([
    // What is imported when it is needed becomes a file of its own: a command reads only what it uses.
    build({ ...options, entryPoints: { main: `${source}/main.ts` }, splitting: true }),
    // Threads are started by URL, beside the module that starts them, and start soonest from one file.
    build({ ...options, entryPoints: { 'carrier-worker': join(downloader, 'threads', 'carrier-worker.ts') } }),
  ]);
  return built.flatMap(({ metafile }) => Object.keys(metafile.inputs)).map((path) => resolve(path));
}

// Dependencies that are CommonJS ask for Node's own modules with `require`, which ES modules do not have.
const requireForCommonJs =
  "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);";
