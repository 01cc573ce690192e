import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, expect, it, vi } from 'vitest';
import { createExclusive } from './create-exclusive.ts';
import { acquireFileLock } from './file-lock.ts';

vi.mock('./create-exclusive.ts', async (load) => {
  const original = await load<typeof import('./create-exclusive.ts')>();
  return { ...original, createExclusive: vi.fn(original.createExclusive) };
});

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ossferry-lock-'));
  return () => rm(folder, { recursive: true, force: true });
});

/** Creating the lock fails this many times, but the lock is gone when it is read. */
function failToCreate(path: string, times: number): void {
  const { createExclusive: create } = vi.mocked({ createExclusive });
  const original = create.getMockImplementation();
  let tries = 0;
  create.mockImplementation((temporary, name, content) => {
    if (name === path) tries += 1;
    return !(name === path && tries <= times) && original?.(temporary, name, content) === true;
  });
}

it('behavior: acquires a lock that is released during the takeover', async () => {
  const path = join(folder, 'lock');
  failToCreate(path, 1);
  const lock = acquireFileLock(path);
  expect(await readdir(folder)).toEqual(['lock']);
  lock.release();
  expect(await readdir(folder)).toEqual([]);
});

it('error: DestinationBusy if another process is faster', async () => {
  const path = join(folder, 'lock');
  failToCreate(path, 2);
  expect(() => acquireFileLock(path)).toThrow(expect.objectContaining({ code: 'DestinationBusy' }));
  expect(await readdir(folder)).toEqual([]);
});
