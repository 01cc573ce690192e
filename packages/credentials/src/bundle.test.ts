import { gzipSync } from 'node:zlib';
import { build, type Metafile } from 'esbuild';
import { describe, expect, it } from 'vitest';

async function bundle(program: string): Promise<{ readonly code: string; readonly metafile: Metafile }> {
  const { outputFiles, metafile } = await build({
    stdin: { contents: program, resolveDir: import.meta.dirname },
    bundle: true,
    minify: true,
    format: 'esm',
    platform: 'browser',
    target: 'es2023',
    conditions: ['@ossferry/source'],
    write: false,
    metafile: true,
    logLevel: 'silent',
  });
  return { code: outputFiles[0]?.text ?? '', metafile };
}

describe('bundle', () => {
  it('behavior: fromStatic and cached need no node: module and stay small', async () => {
    const program = `import { cached, fromStatic } from './index.ts'; globalThis.use(cached, fromStatic);`;
    const { code, metafile } = await bundle(program);
    // The build would have failed for `node:` imports.
    expect(Object.keys(metafile.inputs).filter((name) => name.includes('node/') || name.startsWith('node:'))).toEqual(
      [],
    );
    expect(gzipSync(code, { level: 9 }).length).toBeLessThanOrEqual(1536);
  });

  it('behavior: the entries for all platforms need no node: module', async () => {
    const entries = ['./index.ts', './sts/index.ts', './adapters/index.ts'];
    const program = entries.map((entry, index) => `import * as e${index} from '${entry}'; globalThis.use(e${index});`);
    const { metafile } = await bundle(program.join('\n'));
    expect(Object.values(metafile.outputs).flatMap(({ imports }) => imports)).toEqual([]);
  });

  it('behavior: a bundle contains only the sources that it uses', async () => {
    const { metafile } = await bundle(`import { fromEnv } from './index.ts'; globalThis.use(fromEnv);`);
    const [output] = Object.values(metafile.outputs);
    const used = Object.entries(output?.inputs ?? {}).filter(([, { bytesInOutput }]) => bytesInOutput > 0);
    const names = used.map(([name]) => name.replace(/^.*\//, ''));
    expect(names).toContain('from-env.ts');
    expect(names).not.toContain('from-uri.ts');
    expect(names).not.toContain('cached.ts');
  });
});
