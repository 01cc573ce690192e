import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type BuildOptions, build } from 'esbuild';

const source = resolve(import.meta.dirname, '..');
const downloader = dirname(fileURLToPath(import.meta.resolve('@ossferry/downloader-node')));

/** Bundles the command into `destination`. Returns the absolute paths of all bundled files. */
export async function bundle(destination: string): Promise<readonly string[]> {
  const options = {
    outdir: destination,
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node22',
    conditions: ['@ossferry/source'],
    // Identifiers are kept, for readable stack traces.
    minifySyntax: true,
    minifyWhitespace: true,
    legalComments: 'none',
    metafile: true,
    logLevel: 'warning',
    banner: { js: requireForCommonJs },
  } as const satisfies BuildOptions;
  const built = await Promise.all([
    // Dynamic imports become separate chunks, so that a command loads only what it uses.
    build({ ...options, entryPoints: { main: `${source}/main.ts` }, splitting: true }),
    // Workers are started by URL, next to their module, and start fastest from a single file.
    build({ ...options, entryPoints: { 'carrier-worker': join(downloader, 'threads', 'carrier-worker.ts') } }),
  ]);
  return built.flatMap(({ metafile }) => Object.keys(metafile.inputs)).map((path) => resolve(path));
}

// CommonJS dependencies load Node's modules with `require`, which ES modules lack.
const requireForCommonJs =
  "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);";
