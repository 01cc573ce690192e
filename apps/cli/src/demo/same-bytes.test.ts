import { readdirSync, readlinkSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { makeFolder } from '../cli.test-support.ts';
import { sameBytes } from './same-bytes.ts';

describe('sameBytes', () => {
  it.each([
    ['the same bytes', 9_000_000, undefined, true],
    ['a differing byte', 9_000_000, 8_999_998, false],
    ['empty files', 0, undefined, true],
  ])('behavior: %s', async (_, sizeBytes, markAt, isSame) => {
    const folder = await makeFolder();
    const paths = ['first', 'second'].map((name) => join(folder, name));
    const bytes = Buffer.alloc(sizeBytes, 'x');
    await writeFile(paths[0] ?? '', bytes);
    if (markAt !== undefined) bytes[markAt] = 0;
    await writeFile(paths[1] ?? '', bytes);
    expect(await sameBytes(paths[0] ?? '', paths[1] ?? '')).toBe(isSame);
    expect(openFilesIn(folder)).toEqual([]);
  });
});

/** Only Linux lists the open files of a process. */
function openFilesIn(folder: string): string[] {
  if (process.platform !== 'linux') return [];
  return readdirSync('/proc/self/fd').flatMap((descriptor) => {
    try {
      const path = readlinkSync(`/proc/self/fd/${descriptor}`);
      return path.startsWith(folder) ? [path] : [];
    } catch {
      return []; // Closed in the meantime.
    }
  });
}
