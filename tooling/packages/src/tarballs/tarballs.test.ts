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
  it('behavior: publint has nothing to say', async () => {
    expect(await publintProblems(content)).toEqual([]);
  });

  it('behavior: its types are right for every resolution of ES modules', async () => {
    expect(await typeProblems(content)).toEqual([]);
  });

  it('behavior: its manifest says everything', () => {
    expect(manifestProblems(content, directory)).toEqual([]);
  });

  it('behavior: it holds what it needs, and its source maps are open', () => {
    expect(contentProblems(content)).toEqual([]);
  });
});
