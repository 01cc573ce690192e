import { readFile, stat, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { makeFolder } from '../cli.test-support.ts';
import { sameBytes } from './same-bytes.ts';
import { findSampleFile } from './sample-file.ts';

describe('findSampleFile', () => {
  it('default: a large program is used in place', async () => {
    const { size } = await stat(process.execPath);
    expect(await findSampleFile('/nowhere', process.execPath, 1_000)).toEqual({
      path: process.execPath,
      sizeBytes: size,
    });
  });

  it('behavior: a smaller program is repeated', async () => {
    const folder = await makeFolder();
    const program = join(folder, 'program');
    await writeFile(program, 'abc');
    const { path, sizeBytes } = await findSampleFile(folder, program, 8);
    expect(sizeBytes).toBe(9);
    expect(await readFile(path, 'utf8')).toBe('abcabcabc');
  });
});

describe('sameBytes', () => {
  it('default: equal, different in the last byte, and shorter', async () => {
    const folder = await makeFolder();
    const [first, second] = [join(folder, '1'), join(folder, '2')];
    const bytes = Buffer.alloc(9_000_000, 7);
    await writeFile(first, bytes);
    await writeFile(second, bytes);
    expect(await sameBytes(first, second)).toBe(true);
    await writeFile(second, Buffer.concat([bytes.subarray(0, -1), Buffer.of(8)]));
    expect(await sameBytes(first, second)).toBe(false);
    await truncate(second, 8_999_999);
    expect(await sameBytes(first, second)).toBe(false);
  });
});
