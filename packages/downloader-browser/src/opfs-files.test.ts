import { describe, expect, it } from 'vitest';
import { resize, writeFully } from './opfs-files.ts';
import type { SyncAccessHandle } from './opfs-types.ts';

/** A handle that writes at most `maxBytes` at a time, and has no space beyond `quotaBytes`. */
function openHandle({ maxBytes = 3, quotaBytes = 100, whenFull = 0, throws = false }) {
  const stored: number[] = [];
  const handle: Pick<SyncAccessHandle, 'write' | 'truncate' | 'getSize'> = {
    write(bytes, { at }) {
      if (at + Math.min(bytes.length, maxBytes) > quotaBytes) return whenFull;
      bytes.subarray(0, maxBytes).forEach((byte, index) => {
        stored[at + index] = byte;
      });
      return Math.min(bytes.length, maxBytes);
    },
    truncate(sizeBytes) {
      if (sizeBytes <= quotaBytes) stored.length = sizeBytes;
      else if (throws) throw new DOMException('', 'NS_ERROR_FILE_NO_DEVICE_SPACE');
    },
    getSize: () => stored.length,
  };
  return { handle: handle as SyncAccessHandle, stored };
}

describe('writeFully', () => {
  it('behavior: continues after a short write', () => {
    const { handle, stored } = openHandle({});
    writeFully(handle, Uint8Array.of(1, 2, 3, 4, 5, 6, 7), 1);
    expect(stored.slice(1)).toEqual([1, 2, 3, 4, 5, 6, 7]);
  });

  it.each([
    ['0', 0],
    ['an error code, like Chromium in an incognito window', 2 ** 32 - 8],
  ])('error: no space, where write() returns %s', (_, whenFull) => {
    const { handle } = openHandle({ quotaBytes: 4, whenFull });
    expect(() => writeFully(handle, new Uint8Array(6), 0)).toThrow(
      expect.objectContaining({ name: 'QuotaExceededError' }),
    );
  });
});

describe('resize', () => {
  it('default: changes the size', () => {
    const { handle } = openHandle({});
    resize(handle, 9);
    expect(handle.getSize()).toBe(9);
  });

  it.each([false, true])('error: no space, where truncate() throws: %s', (throws) => {
    const { handle } = openHandle({ quotaBytes: 4, throws });
    expect(() => resize(handle, 9)).toThrow(expect.objectContaining({ name: 'QuotaExceededError' }));
  });
});
