import { fstatSync, statSync } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { afterEach, expect, it, vi } from 'vitest';
import { mebibyte, setUpBench } from '../download.test-support.ts';
import { download } from '../download.ts';
import { flipBytes } from './damage.test-support.ts';
import { repair } from './repair.ts';

const bench = setUpBench();
afterEach(() => void vi.restoreAllMocks());

it.each([true, false])(
  'behavior: the repaired file is synced after its last write, while the journal can still repair it (keepChecksums: %s)',
  async (keepChecksums) => {
    const bytes = await bench.store('file', 3 * mebibyte);
    const path = bench.path('file');
    const source = await bench.presign({ key: 'file' });
    await download(source, path, { keepChecksums });
    await flipBytes(path, [0, 2 * mebibyte]);

    const log: string[] = [];
    const opened = await open(path);
    const { ino } = await opened.stat();
    const handle: FileHandle = Object.getPrototypeOf(opened);
    await opened.close();
    const { sync, write } = handle;
    const isRepaired = ({ fd }: FileHandle) => fstatSync(fd).ino === ino;
    vi.spyOn(handle, 'write').mockImplementation(function (this: FileHandle, ...given: unknown[]) {
      if (isRepaired(this)) log.push('write');
      return Reflect.apply(write, this, given);
    });
    vi.spyOn(handle, 'sync').mockImplementation(async function (this: FileHandle) {
      await sync.call(this);
      if (isRepaired(this)) log.push(statSync(`${path}.ossferry-repair/journal`).size > 0 ? 'sync' : 'late sync');
    });
    await repair(path, source);
    expect(log.at(-1)).toBe('sync');
    expect(log.indexOf('sync')).toBeGreaterThanOrEqual(2);
    expect((await bench.read('file')).equals(bytes)).toBe(true);
  },
);
