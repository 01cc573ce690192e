import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { diskFull } from '../workspace/disk-error.ts';
import { createDiskRoom } from './disk-room.ts';

const destination = join(tmpdir(), 'file');
/** No disk has so much. */
const tooMuch = Number.MAX_SAFE_INTEGER;

describe('createDiskRoom', () => {
  it('default: nobody looks at a disk that never was full', () => {
    const room = createDiskRoom();
    room.onFailure(new Error('something else'));
    expect(() => room.check(destination, tooMuch)).not.toThrow();
  });

  it('behavior: once it was, what has no room is refused, and what has is not', () => {
    const room = createDiskRoom();
    room.onFailure(diskFull(destination));
    expect(() => room.check(destination, tooMuch)).toThrow(expect.objectContaining({ code: 'DiskFull' }));
    expect(() => room.check(destination, 1)).not.toThrow();
  });

  it('error: the folder is gone', () => {
    const room = createDiskRoom();
    room.onFailure(diskFull(destination));
    expect(() => room.check(join(destination, 'absent'), undefined)).toThrow(
      expect.objectContaining({ code: 'FolderMissing' }),
    );
  });
});
