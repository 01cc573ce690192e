import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { diskFull } from '../workspace/disk-error.ts';
import { createDiskSpaceCheck } from './disk-space.ts';

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

  it('error: the folder does not exist', () => {
    const diskSpace = createDiskSpaceCheck();
    diskSpace.onFailure(diskFull(destination));
    expect(() => diskSpace.check(join(destination, 'absent'), undefined)).toThrow(
      expect.objectContaining({ code: 'FolderMissing' }),
    );
  });
});
