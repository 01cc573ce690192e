import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { createLinkGuard, placeName } from './place-entry.ts';

const place = (name: string, allowAbsolute = false) => placeName(name, 3, { directory: 'out', allowAbsolute });

describe('placeName', () => {
  it.each(['x.bin', 'a/b/x.bin', 'x.ossferry.txt', 'x.ossferry-2', 'ossferry', 'ossferry-checksums'])(
    'default: %s is in the folder',
    (name) => {
      expect(place(name)).toBe(join('out', name));
    },
  );

  it.each(['../x', 'a/../x', './x', 'a//x', 'a/', '', 'a\\x', '..\\x', 'a\nx', 'a\0'])(
    'error: %j is not a plain relative path',
    (name) => {
      expect(() => place(name)).toThrow(/^Line 3 of the manifest: .* is not a plain relative path\./);
    },
  );

  it('option: allowAbsolute', () => {
    expect(place('/tmp/x', true)).toBe('/tmp/x');
    for (const [name, allowAbsolute] of [
      ['/tmp/x', false],
      ['/tmp/', true],
      ['/tmp/a\nx', true],
    ] as const) {
      expect(() => place(name, allowAbsolute)).toThrow(/^Line 3 of the manifest: .* is absolute\./);
    }
  });

  it.each([
    'x.bin.ossferry',
    'x.bin.ossferry/notes.txt',
    'a/x.bin.OSSFERRY/b/c',
    'x.ossferry-new',
    'x.Ossferry-Repair/data',
    'q.bin.ossferry-checksums',
    'q.bin.ossferry-checksums.next',
    'x.ossferry. /notes.txt',
    '.ossferry',
  ])('error: %s contains a reserved name', (name) => {
    const error = expect.objectContaining({
      code: 'InvalidManifest',
      message: expect.stringMatching(/^Line 3 of the manifest: .* contains a reserved name\./),
    });
    expect(() => place(name)).toThrow(error);
    expect(() => place(`/tmp/${name}`, true)).toThrow(error);
  });
});

describe('placeName on Windows', () => {
  const placeOn = (platform: NodeJS.Platform, name: string) =>
    placeName(name, 3, { directory: 'out', allowAbsolute: false, platform });

  it.each(['2026-11-28T10:00.csv', 'C:x', 'a/CON/b', 'nul.txt', 'what?', 'a./b'])(
    'error: %s contains an unsupported name',
    (name) => {
      const message = expect.stringMatching(/^Line 3 of the manifest: .* which Windows does not support\./);
      expect(() => placeOn('win32', name)).toThrow(expect.objectContaining({ code: 'InvalidManifest', message }));
      expect(placeOn('linux', name)).toBe(join('out', name));
    },
  );
});

describe('createLinkGuard', () => {
  it('error: FolderMissing if the current folder no longer exists', () => {
    const gone = vi.spyOn(process, 'cwd').mockImplementation(() => {
      throw Object.assign(new Error('uv_cwd'), { code: 'ENOENT' });
    });
    try {
      expect(() => createLinkGuard('.')).toThrow(expect.objectContaining({ code: 'FolderMissing' }));
    } finally {
      gone.mockRestore();
    }
  });
});
