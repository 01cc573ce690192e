import { type StatsFs, statfsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { diskFull } from '../workspace/disk-error.ts';
import { createDiskSpaceCheck } from './disk-space.ts';

vi.mock('node:fs', async (load) => {
  const original = await load<typeof import('node:fs')>();
  return { ...original, statfsSync: vi.fn(original.statfsSync) };
});

const destination = join(tmpdir(), 'file');
/** More than any disk has. */
const tooMuch = Number.MAX_SAFE_INTEGER;

describe('createDiskSpaceCheck', () => {
  it('default: the disk is not checked before it was full', () => {
    const diskSpace = createDiskSpaceCheck();
    diskSpace.onFailure(new Error('something else'));
    expect(() => diskSpace.check(destination, tooMuch)).not.toThrow();
  });

  it('behavior: after DiskFull, only files that do not fit are refused', () => {
    const diskSpace = createDiskSpaceCheck();
    diskSpace.onFailure(diskFull(destination));
    expect(() => diskSpace.check(destination, tooMuch)).toThrow(expect.objectContaining({ code: 'DiskFull' }));
    expect(() => diskSpace.check(destination, 1)).not.toThrow();
  });

  it.each<[string, Partial<StatsFs>, number | undefined, boolean]>([
    ['15 blocks for a file of unknown size', { bavail: 15 }, undefined, true],
    ['16 blocks for a file of unknown size', { bavail: 16 }, undefined, false],
    ['blocks, but no inode', { files: 10, ffree: 0 }, 1, true],
    ['blocks on a file system that does not report inodes', { files: 0, ffree: 0 }, 1, false],
  ])('behavior: after DiskFull, %s', (_, given, sizeBytes, isRefused) => {
    const diskSpace = createDiskSpaceCheck();
    diskSpace.onFailure(diskFull(destination));
    const space = { bsize: 4096, bavail: 1000, files: 10, ffree: 5, ...given };
    vi.mocked(statfsSync as () => unknown).mockReturnValueOnce(space);
    const check = () => diskSpace.check(destination, sizeBytes);
    if (isRefused) expect(check).toThrow(expect.objectContaining({ code: 'DiskFull' }));
    else expect(check).not.toThrow();
  });

  it('error: the folder does not exist', () => {
    const diskSpace = createDiskSpaceCheck();
    diskSpace.onFailure(diskFull(destination));
    expect(() => diskSpace.check(join(destination, 'absent'), undefined)).toThrow(
      expect.objectContaining({ code: 'FolderMissing' }),
    );
  });
});
