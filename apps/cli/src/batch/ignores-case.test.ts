import { mkdir, mkdtemp, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { foldCase, ignoresCase } from './ignores-case.ts';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ossferry-'));
  return () => rm(folder, { recursive: true, force: true });
});

describe('ignoresCase', () => {
  it.runIf(process.platform === 'linux')('default: the disks of Linux distinguish cases', async () => {
    await mkdir(join(folder, 'Photos'));
    await mkdir(join(folder, 'photos'));
    expect(ignoresCase(join(folder, 'Photos'))).toBe(false);
    expect(ignoresCase(join(folder, 'Photos/new/newer'))).toBe(false);
  });

  it.runIf(process.platform === 'linux')('behavior: the same folder by its name in the other case', async () => {
    await mkdir(join(folder, 'Photos'));
    await symlink('Photos', join(folder, 'photos')); // As a disk that ignores case would find it.
    expect(ignoresCase(join(folder, 'Photos'))).toBe(true);
    expect(ignoresCase(join(folder, 'Photos/new'))).toBe(true);
  });

  it('behavior: without a name with letters, the platform decides', () => {
    expect((['win32', 'darwin', 'linux'] as const).map((platform) => ignoresCase('/', platform))).toEqual([
      true,
      true,
      false,
    ]);
  });
});

it('behavior: folded names', () => {
  expect(foldCase('IMG/É.JPG')).toBe(foldCase('img/e\u0301.jpg'));
  expect(foldCase('a')).not.toBe(foldCase('b'));
});
