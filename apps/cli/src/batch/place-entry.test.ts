import { describe, expect, it } from 'vitest';
import { placeName } from './place-entry.ts';

const place = (name: string, allowAbsolute = false) => placeName(name, 3, { directory: 'out', allowAbsolute });

describe('placeName', () => {
  it.each(['x.bin', 'a/b/x.bin', 'x.ossferry.txt', 'x.ossferry-2', 'ossferry', 'ossferry-checksums'])(
    'default: %s lies below the folder',
    (name) => {
      expect(place(name)).toBe(`out/${name}`);
    },
  );

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
  ])('error: %s belongs to a download under way', (name) => {
    const error = expect.objectContaining({
      code: 'InvalidManifest',
      message: expect.stringMatching(/^Line 3 of the manifest: .* belongs to downloads under way\./),
    });
    expect(() => place(name)).toThrow(error);
    expect(() => place(`/tmp/${name}`, true)).toThrow(error);
  });
});
