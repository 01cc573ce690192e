import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect, it } from 'vitest';

const root = resolve(import.meta.dirname, '../../..');
const read = (path: string): string => readFileSync(`${root}/packages/${path}`, 'utf8');

/** Names that a package exports, types included. */
function exportsOf(path: string): string[] {
  const blocks = read(path).matchAll(/export (?:type )?\{([^}]*)\}/g);
  return [...blocks].flatMap(([, names = '']) => names.split(',').map((name) => name.replace(/^\s*type /, '').trim()));
}

/** Names of the options that an environment adds to those of the engine. */
function optionsOf(path: string): string[] {
  const [, body = ''] = /interface DownloadOptions extends [^{]*\{([\s\S]*?)^\}/m.exec(read(path)) ?? [];
  return [...body.matchAll(/readonly (\w+)\?/g)].map(([, name = '']) => name);
}

// Types of the engine reach users by the same names, and events are the engine's own type in both.
const sharedExports = ['download', 'DownloadEvent', 'DownloadOptions', 'DownloadSource', 'DownloadSummary'];
const sharedTypes = ['ObjectIdentity', 'PresignedUrl', 'RetryOptions', 'Timeouts'];
const sharedOptions = ['overwrite', 'threads', 'timeouts', 'transport'];

it.each(['downloader-node', 'downloader-browser'])('behavior: %s has what both downloaders have', (name) => {
  expect(exportsOf(`${name}/src/index.ts`)).toEqual(expect.arrayContaining([...sharedExports, ...sharedTypes]));
});

it.each(['downloader-node/src/download.ts', 'downloader-browser/src/download-options.ts'])(
  'behavior: %s has the options that both downloaders have, on top of those of the engine',
  (path) => {
    expect(optionsOf(path)).toEqual(expect.arrayContaining(sharedOptions));
    expect(read(path)).toMatch(/DownloadOptions as CoreOptions/);
    expect(read(path)).toMatch(/interface DownloadOptions extends CoreOptions/);
  },
);

it('behavior: what only one of them can do is named here', () => {
  const only = (path: string) => optionsOf(path).filter((name) => !sharedOptions.includes(name));
  expect(only('downloader-browser/src/download-options.ts')).toEqual(['workerUrl']);
  expect(only('downloader-node/src/download.ts')).toEqual(['keepChecksums']);
});
