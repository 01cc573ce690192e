import { once } from 'node:events';
import { chmod, mkdir, mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { createBatchFolders } from './batch-folders.ts';

let root = '';
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'ossferry-'));
  return () => rm(root, { recursive: true, force: true });
});

describe('createBatchFolders', () => {
  it('default: creates a folder and its parents, and reports that it was empty', async () => {
    const folders = createBatchFolders();
    expect([folders.make(join(root, 'a/b/one')), folders.make(join(root, 'a/b/two'))]).toEqual([true, true]);
    expect((await stat(join(root, 'a/b'))).isDirectory()).toBe(true);
  });

  it('behavior: an existing folder may contain files of an earlier run', async () => {
    await mkdir(join(root, 'there'));
    await writeFile(join(root, 'there/left'), '');
    const folders = createBatchFolders();
    expect(folders.make(join(root, 'there/one'))).toBe(false);
    expect(folders.make(join(root, 'there/below/one'))).toBe(true);
  });

  it('behavior: batches that create the same folders at the same time, such as shards', async () => {
    const shared = new Int32Array(new SharedArrayBuffer(4));
    const program = `
      import { createBatchFolders } from ${JSON.stringify(import.meta.resolve('./batch-folders.ts'))};
      import { parentPort, workerData } from 'node:worker_threads';
      parentPort.postMessage('ready');
      Atomics.wait(workerData.shared, 0, 0);
      const { make } = createBatchFolders();
      for (let index = 0; index < 1_000; index += 1) make(workerData.root + '/' + index + '/a/b/c/file');`;
    const url = new URL(`data:text/javascript,${encodeURIComponent(program)}`);
    const workers = [1, 2].map(() => new Worker(url, { workerData: { shared, root } }));
    await Promise.all(workers.map((worker) => once(worker, 'message')));
    Atomics.store(shared, 0, 1);
    const ended = workers.map((worker) => once(worker, 'exit'));
    Atomics.notify(shared, 0);
    expect(await Promise.all(ended)).toEqual([[0], [0]]);
  });

  it('behavior: an existing empty folder counts as empty for the whole batch', async () => {
    const folders = createBatchFolders();
    expect(folders.make(join(root, 'one'))).toBe(true);
    await writeFile(join(root, 'one'), '');
    expect(folders.make(join(root, 'two'))).toBe(true);
  });

  it.skipIf(process.getuid?.() === 0 || process.platform === 'win32')(
    'behavior: an empty folder without write permission does not count as empty',
    async () => {
      await chmod(root, 0o500);
      const found = createBatchFolders().make(join(root, 'one'));
      await chmod(root, 0o700);
      expect(found).toBe(false);
    },
  );

  it('behavior: a folder with a failed item no longer counts as empty', () => {
    const folders = createBatchFolders();
    folders.make(join(root, 'new/one'));
    folders.onFailure(join(root, 'new/one'));
    expect(folders.make(join(root, 'new/two'))).toBe(false);
  });

  it('behavior: different spellings of a path are one folder', async () => {
    const folders = createBatchFolders();
    expect(folders.make(`${root}/new/one`)).toBe(true);
    await writeFile(join(root, 'new/one'), '');
    expect(folders.make(`${root}/new/../new/./two`)).toBe(true);
    folders.onFailure(`${root}/./new/two`);
    expect(folders.make(`${root}/new/three`)).toBe(false);
  });

  it('behavior: a failure in an unknown folder applies to all folders', async () => {
    const folders = createBatchFolders();
    folders.make(join(root, 'new/one'));
    await writeFile(join(root, 'new/one'), '');
    const gone = vi.spyOn(process, 'cwd').mockImplementation(() => {
      throw new Error('uv_cwd');
    });
    try {
      expect(() => folders.onFailure('relative')).not.toThrow();
    } finally {
      gone.mockRestore();
    }
    expect(folders.make(join(root, 'new/two'))).toBe(false);
  });

  it('error: FolderMissing if a parent is a file', async () => {
    await writeFile(join(root, 'file'), '');
    expect(() => createBatchFolders().make(join(root, 'file/one'))).toThrow(
      expect.objectContaining({ code: 'FolderMissing' }),
    );
  });
});
