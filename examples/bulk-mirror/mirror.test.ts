import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { runProgram } from '../test-support/run-program.ts';
import { startBucket } from '../test-support/start-bucket.ts';

async function setUp() {
  const bucket = await startBucket();
  const { folder, local, environment, content } = bucket;
  const manifest = join(folder, 'manifest.ndjson');
  return {
    ...bucket,
    /** Stores objects and writes a manifest with their sizes and checksums. */
    async list(keys: readonly string[]) {
      const lines = [];
      for (const key of keys) {
        const { crc64 } = await local.putObject({ bucket: 'examplebucket', key, body: content });
        lines.push(JSON.stringify({ bucket: 'examplebucket', key, sizeBytes: content.length, crc64 }));
      }
      await writeFile(manifest, lines.join('\n'));
    },
    run: () =>
      runProgram({
        program: join(import.meta.dirname, 'mirror.ts'),
        args: [manifest, join(folder, 'to')],
        environment,
      }),
    read: (key: string) => readFile(join(folder, 'to', key)),
  };
}

describe('bulk-mirror', () => {
  it('default: downloads every object of the manifest; a second run skips them all', async () => {
    const { list, run, read, content, local } = await setUp();
    await list(['a.bin', 'dir/b.bin', 'dir/c d.bin']);
    expect((await run()).at(-1)).toBe('3 done, 0 skipped, 0 failed');
    expect((await read('dir/c d.bin')).equals(content)).toBe(true);
    local.clearRequests();
    expect((await run()).at(-1)).toBe('0 done, 3 skipped, 0 failed');
    expect(local.requests).toEqual([]);
  });

  it('error: reports a missing object and downloads the others', async () => {
    const { list, run, read, local, content } = await setUp();
    await list(['a.bin', 'b.bin']);
    local.deleteObject({ bucket: 'examplebucket', key: 'a.bin' });
    await expect(run()).rejects.toMatchObject({ code: 1, stdout: expect.stringContaining('failed a.bin') });
    expect((await read('b.bin')).equals(content)).toBe(true);
  });

  it('error: a key outside the folder', async () => {
    const { list, run } = await setUp();
    await list(['../outside']);
    await expect(run()).rejects.toMatchObject({ stderr: expect.stringContaining('would leave the folder') });
  });
});
