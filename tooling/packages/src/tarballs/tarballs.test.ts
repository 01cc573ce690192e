import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { packPackages } from './pack-packages.ts';
import { readTarball } from './tarball.ts';
import { contentProblems, manifestProblems, publintProblems, typeProblems } from './tarball-problems.ts';

const folder = mkdtempSync(join(tmpdir(), 'ossferry-tarballs-'));
const packages = packPackages(folder).map((packed) => ({ ...packed, content: readTarball(packed.tarball) }));
afterAll(() => rmSync(folder, { recursive: true }));

describe.each(packages)('$name', ({ folder: directory, content }) => {
  it('behavior: publint reports no problems', async () => {
    expect(await publintProblems(content)).toEqual([]);
  });

  it('behavior: types resolve in every ES module resolution mode', async () => {
    expect(await typeProblems(content)).toEqual([]);
  });

  it('behavior: the manifest is complete', () => {
    expect(manifestProblems(content, directory)).toEqual([]);
  });

  it('behavior: contains no stray files, and complete source maps', () => {
    expect(contentProblems(content)).toEqual([]);
  });
});
