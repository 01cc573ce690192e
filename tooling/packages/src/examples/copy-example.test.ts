import { execFileSync } from 'node:child_process';
import { globSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { linksToOthers, ownTarballs } from '../consumers/open-playground.ts';
import { root } from '../published-packages.ts';
import { packPackages } from '../tarballs/pack-packages.ts';
import { copyExample, exampleNames } from './copy-example.ts';

const playground = mkdtempSync(join(tmpdir(), 'ossferry-examples-'));
afterAll(() => rmSync(playground, { recursive: true }));

describe('copyExample', () => {
  it.each(exampleNames)('default: a copy of %s does not depend on this repository', (example) => {
    const folder = join(playground, example);
    copyExample(example, folder);
    const files = globSync('**/*.{json,md,ts,yaml}', { cwd: folder });
    expect(files).toContain('README.md');
    for (const path of files) {
      const text = readFileSync(join(folder, path), 'utf8');
      expect(text).not.toMatch(/"(?:workspace|catalog):|@ossferry\/source|test-support\/|\]\(\.\./);
    }
  });

  it('behavior: a copy can be installed, run and type-checked on its own', () => {
    const folder = join(playground, 'copy');
    copyExample('bulk-mirror', folder);
    // As a user would do, but without fetching.
    const settings = join(folder, 'pnpm-workspace.yaml');
    const { overrides } = JSON.parse(readFileSync(settings, 'utf8')) as { readonly overrides?: object };
    const packages = packPackages(join(playground, 'tarballs'));
    const all = { ...ownTarballs(packages), ...overrides, ...linksToOthers(folder, packages) };
    writeFileSync(settings, JSON.stringify({ overrides: all }));
    writeFileSync(join(folder, 'manifest.ndjson'), '');
    const path = [join(root, 'node_modules/.bin'), process.env['PATH']].join(delimiter);
    const run = (...words: string[]) =>
      execFileSync('pnpm', words, { cwd: folder, encoding: 'utf8', env: { ...process.env, PATH: path } });
    run('install', '--offline', '--ignore-scripts');
    expect(run('--silent', 'start')).toBe('0 done, 0 skipped, 0 failed\n');
    expect(run('exec', 'tsc')).toBe('');
  }, 120_000);

  it('error: unknown example, and a folder that is not empty', () => {
    expect(() => copyExample('mirror', join(playground, 'new'))).toThrow('Available: bulk-mirror, ');
    expect(() => copyExample('worker', root)).toThrow('is not an empty folder');
  });
});
