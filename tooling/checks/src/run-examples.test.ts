import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { blocksOf, readPages } from './pages.ts';

/** Examples that start a local OSS need nothing else, so they are also run. */
const examples = readPages()
  .flatMap(blocksOf)
  .filter(({ language, code }) => language === 'ts' && code.includes('startLocalOss(') && code.includes('.close()'));

describe('examples that start a local OSS', { concurrent: true }, () => {
  it('behavior: there are some', () => expect(examples.length).toBeGreaterThan(4));

  it.each(examples)('behavior: $name runs', async ({ name, code }) => {
    // Imports resolve from this folder; output goes to a temporary one.
    const file = resolve(import.meta.dirname, `../.cache/run/${name.replaceAll(/[/. ]/g, '-')}.mts`);
    const folder = mkdtempSync(join(tmpdir(), 'ossferry-example-'));
    mkdirSync(resolve(file, '..'), { recursive: true });
    writeFileSync(file, code);
    try {
      const args = ['--conditions=@ossferry/source', file];
      const { stderr } = await promisify(execFile)(process.execPath, args, { cwd: folder, timeout: 25_000 });
      expect(stderr).toBe('');
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});
