import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { Place } from '../workspace/place-file.ts';
import { createFilePlacer } from './file-placer.ts';
import { type PlacerThread, startPlacerThread } from './placer-thread.ts';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ossferry-'));
  return () => rm(folder, { recursive: true, force: true });
});

const placeOf = (name: string, overwrite = false): Place => ({
  path: join(folder, name),
  destination: `here/${name}`,
  overwrite,
});

/** Bytes in memory that threads share. */
function shared(text: string): Uint8Array {
  const bytes = new Uint8Array(new SharedArrayBuffer(text.length + 10)).subarray(0, text.length);
  bytes.set(new TextEncoder().encode(text));
  return bytes;
}

async function startReady(): Promise<PlacerThread> {
  const thread = startPlacerThread();
  if (thread === undefined) throw new Error('no thread');
  await vi.waitFor(() => expect(thread.isReady()).toBe(true), { timeout: 20_000 });
  return thread;
}

describe('startPlacerThread', () => {
  it('default: files are whole and in their places, and nothing is left', async () => {
    const thread = await startReady();
    const names = Array.from({ length: 50 }, (_, index) => `file-${index}`);
    await Promise.all(names.map((name) => thread.place(shared(`text of ${name}`), placeOf(name))));
    for (const name of names) expect(await readFile(join(folder, name), 'utf8')).toBe(`text of ${name}`);
    expect(await readdir(folder)).toHaveLength(names.length);
    thread.close();
  });

  it('error: what the disk refuses comes out as in the calling thread, and stops no other file', async () => {
    const thread = await startReady();
    await writeFile(join(folder, 'taken'), 'old');
    const results = await Promise.allSettled([
      thread.place(shared('new'), placeOf('taken')),
      thread.place(shared('new'), placeOf('no/folder')),
      thread.place(shared('new'), placeOf('free')),
    ]);
    expect(results).toMatchObject([
      { reason: { name: 'OssError', code: 'DestinationExists', message: expect.stringContaining('"here/taken"') } },
      { reason: { name: 'OssError', code: 'FolderMissing', message: expect.stringContaining('"here/no/folder"') } },
      { status: 'fulfilled' },
    ]);
    expect(await readFile(join(folder, 'taken'), 'utf8')).toBe('old');
    expect((await readdir(folder)).sort()).toEqual(['free', 'taken']);
    thread.close();
  });

  it('error: a thread that ends fails what it was asked for, and is not ready any more', async () => {
    const thread = await startReady();
    const placed = thread.place(shared('new'), placeOf('file'));
    thread.close();
    await expect(placed).rejects.toMatchObject({ code: 'ThreadFailed', phase: 'disk' });
    expect(thread.isReady()).toBe(false);
    expect(await readdir(folder)).toEqual([]);
  });
});

describe('createFilePlacer', () => {
  /** Places so many files with a thread that only counts, and gives what it counted. */
  async function countInThread(files: number, isReady: boolean, bytes = shared('text')): Promise<number> {
    let inThread = 0;
    const placer = createFilePlacer(() => ({
      isReady: () => isReady,
      place: async () => {
        inThread += 1;
      },
      close: () => undefined,
    }));
    for (let index = 0; index < files; index += 1) await placer.place(bytes, placeOf(`file-${index}`, true));
    placer.close();
    return inThread;
  }

  it.each([
    ['few files', 99, true, 0],
    ['many files', 150, true, 51],
    ['many files, of a thread that is not ready', 150, false, 0],
  ])('behavior: %s', async (_, files, isReady, inThread) => {
    expect(await countInThread(files, isReady)).toBe(inThread);
    expect(await readdir(folder)).toHaveLength(files - inThread);
  });

  it('behavior: bytes that only the calling thread sees are placed there', async () => {
    expect(await countInThread(150, true, new TextEncoder().encode('text'))).toBe(0);
    expect(await readdir(folder)).toHaveLength(150);
  });

  it('behavior: where no thread starts, the calling one goes on', async () => {
    const placer = createFilePlacer(() => undefined);
    for (let index = 0; index < 120; index += 1) await placer.place(shared('text'), placeOf(`file-${index}`));
    placer.close();
    expect(await readdir(folder)).toHaveLength(120);
  });
});
