import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { globSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join, resolve } from 'node:path';
import { publishedPackages, root } from '../published-packages.ts';
import { packPackages } from '../tarballs/pack-packages.ts';
import { readTarball } from '../tarballs/tarball.ts';

/**
 * Rehearses a release: clones the last commit, sets the new versions, builds and packs it, and tests every tarball. Publishes
 * nothing, and changes nothing in this checkout. If a folder is given, the tarballs are kept there for the release workflow.
 */
const [kept] = process.argv.slice(2);
const before = new Map(publishedPackages().map(({ name, version }) => [name, version]));
const folder = mkdtempSync(join(tmpdir(), 'ossferry-release-'));
const copy = join(folder, 'copy');
try {
  run('clone', root, 'git', 'clone', '--quiet', '--no-hardlinks', root, copy);
  run('install', copy, 'pnpm', 'install', '--frozen-lockfile', '--prefer-offline', '--silent');
  const pending = globSync('.changeset/*.md', { cwd: copy, exclude: ['.changeset/README.md'] });
  if (pending.length > 0 && kept !== undefined) {
    throw new Error('The versions to publish are not committed: run `pnpm changeset version` first.');
  }
  // `changeset version` fails if there are none.
  if (pending.length > 0) run('set versions', copy, 'changeset', 'version');
  run('build', copy, 'turbo', 'run', 'build', '--output-logs=errors-only');
  run('test the tarballs', copy, 'vitest', 'run', '--reporter=dot', 'tooling/packages/src');
  console.log('\n── would be published:');
  const destination = kept === undefined ? join(folder, 'tarballs') : resolve(root, kept);
  for (const { name, tarball } of packPackages(destination, copy)) {
    const { files, manifest } = readTarball(tarball);
    const bytes = readFileSync(tarball);
    const change = before.get(name) === manifest.version ? 'unchanged' : `${before.get(name)} → ${manifest.version}`;
    console.log(`${name.padEnd(30)} ${change.padEnd(16)} ${String(files.size).padStart(4)} files ${kilobytes(bytes)}`);
    console.log(`  sha512-${createHash('sha512').update(bytes).digest('base64')}`);
  }
} catch (error) {
  // The failed command has printed its own error.
  console.error(`── ${(error as Error).message.split('\n', 1)[0]}`);
  process.exitCode = 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}

function run(what: string, directory: string, command: string, ...words: string[]): void {
  console.log(`\n── ${what}: ${command} ${words.join(' ')}`);
  const path = [join(directory, 'node_modules/.bin'), process.env['PATH']].join(delimiter);
  const env = { ...process.env, PATH: path, CI: 'true', TURBO_TELEMETRY_DISABLED: '1', DO_NOT_TRACK: '1' };
  execFileSync(command, words, { cwd: directory, env, stdio: 'inherit' });
}

function kilobytes(bytes: Uint8Array): string {
  return `${(bytes.byteLength / 1000).toFixed(1)} kB`.padStart(10);
}
