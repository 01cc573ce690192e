import { gzipSync } from 'node:zlib';
import { build, type Metafile, type OutputFile } from 'esbuild';
import { expect, it } from 'vitest';

/** The gzipped size of an output and its static imports, without dynamic ones. */
function sizeOf(entry: string, outputs: Metafile['outputs'], files: readonly OutputFile[]): number {
  const wanted = new Set<string>();
  const visit = (path: string): void => {
    if (wanted.has(path)) return;
    wanted.add(path);
    for (const { path: next, kind } of outputs[path]?.imports ?? []) if (kind === 'import-statement') visit(next);
  };
  visit(Object.keys(outputs).find((path) => path.endsWith(`/${entry}`)) ?? '');
  return files
    .filter(({ path }) => [...wanted].some((name) => name.endsWith(path)))
    .reduce((sum, { contents }) => sum + gzipSync(contents, { level: 9 }).length, 0);
}

it('behavior: a page loads at most 9 kB; the worker and the WebAssembly load when a download starts', async () => {
  const { outputFiles, metafile } = await build({
    absWorkingDir: import.meta.dirname,
    entryPoints: { page: '@ossferry/downloader-browser', 'download-worker': '@ossferry/downloader-browser/worker' },
    bundle: true,
    splitting: true,
    minify: true,
    metafile: true,
    write: false,
    format: 'esm',
    target: 'es2023',
    conditions: ['@ossferry/source'],
    outdir: '/',
  });
  const pageBytes = sizeOf('page.js', metafile.outputs, outputFiles);
  const workerBytes = sizeOf('download-worker.js', metafile.outputs, outputFiles);
  console.log(`gzipped: page ${pageBytes} bytes, worker ${workerBytes} bytes`);
  expect(pageBytes).toBeGreaterThan(1000);
  expect(pageBytes).toBeLessThanOrEqual(9_000);
  expect(workerBytes).toBeGreaterThan(pageBytes);
  const wasm = outputFiles.filter(({ path }) => path.includes('crc64-module'));
  expect(wasm).toHaveLength(1);
});
