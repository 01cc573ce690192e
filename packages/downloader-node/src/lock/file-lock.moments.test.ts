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

/** The name of the lock is taken whenever it is tried, for so many times, and free again when it is looked at. */
function takeNameForMoments(path: string, times: number): void {
  const { createExclusive: create } = vi.mocked({ createExclusive });
  const original = create.getMockImplementation();
  let tries = 0;
  create.mockImplementation((temporary, name, content) => {
    if (name === path) tries += 1;
    return !(name === path && tries <= times) && original?.(temporary, name, content) === true;
  });
}

it('behavior: a lock that is released while it is being taken over is acquired', async () => {
  const path = join(folder, 'lock');
  takeNameForMoments(path, 1);
  const lock = acquireFileLock(path);
  expect(await readdir(folder)).toEqual(['lock']);
  lock.release();
  expect(await readdir(folder)).toEqual([]);
});

it('error: DestinationBusy when another process is faster after all', async () => {
  const path = join(folder, 'lock');
  takeNameForMoments(path, 2);
  expect(() => acquireFileLock(path)).toThrow(expect.objectContaining({ code: 'DestinationBusy' }));
  expect(await readdir(folder)).toEqual([]);
});
