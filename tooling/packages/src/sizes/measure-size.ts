import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';
import type { SizeBudget } from './size-budgets.ts';

/** Bundles a program from the sources, and returns its size in bytes after gzip. */
export async function measureSize({ program, without = [] }: Pick<SizeBudget, 'program' | 'without'>): Promise<number> {
  const { outputFiles } = await build({
    stdin: { contents: program, resolveDir: import.meta.dirname },
    bundle: true,
    minify: true,
    format: 'esm',
    target: 'es2023',
    conditions: ['@ossferry/source'],
    external: [...without],
    legalComments: 'none',
    write: false,
  });
  return outputFiles.reduce((bytes, { contents }) => bytes + gzipSync(contents, { level: 9 }).byteLength, 0);
}
