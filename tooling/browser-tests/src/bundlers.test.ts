import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { bundlers, readFolder, standaloneFolder } from './bundlers.ts';
import { chromium } from './chromium.ts';
import { describeInBrowsers, mebibyte } from './lab.test-support.ts';

// Before each script: tells the server which worker flushes.
const flushWatch = `if (self.FileSystemSyncAccessHandle && !self.isWatched) {
  self.isWatched = true;
  const { flush } = FileSystemSyncAccessHandle.prototype;
  FileSystemSyncAccessHandle.prototype.flush = function () {
    fetch(location.origin + '/flushed-by?' + encodeURIComponent(name + location.pathname));
    return flush.call(this);
  };
}
`;

// Long enough for several flushes: they are a quarter of a second apart.
const limitRateBytesPerSecond = 6 * mebibyte;

describeInBrowsers(
  'bundlers',
  (lab) => {
    /** Serves the files with a page that loads `app.js`, and downloads with it. */
    const downloadThrough = async (name: string, files: Iterable<[string, Uint8Array | string]>, options = {}) => {
      await lab.store(name, 9 * mebibyte);
      for (const [path, body] of files) {
        lab.server.add(`/${name}/${path}`, path.endsWith('.js') ? `${flushWatch}${body}` : body);
      }
      lab.server.add(`/${name}/`, '<!doctype html><title>app</title><script type="module" src="app.js"></script>');
      const tab = await lab.openTab(`/${name}/`);
      const url = await lab.presign(name);
      const result = await tab.evaluate(
        `app(${JSON.stringify(url)}, ${JSON.stringify({ ...options, limitRateBytesPerSecond })})`,
      );
      await tab.close();
      return result;
    };

    it.each([
      ['vite', {}],
      ['webpack', {}],
      ['esbuild', { workerUrl: '/esbuild/workers/downloads.js' }],
    ] as const)('behavior: built by %s, with another worker that flushes', async (name, options) => {
      const folder = await mkdtemp(join(tmpdir(), `ossferry-${name}-`));
      try {
        await bundlers[name](folder, `/${name}/`);
        const result = await downloadThrough(name, await readFolder(folder), options);
        expect(result).toEqual({ verified: 'crc64', sizeBytes: 9 * mebibyte });
        const flushedByOther = expect.stringContaining(`flushed-by?ossferry%20flusher%2F${name}`);
        expect(lab.server.requests()).toContainEqual(flushedByOther);
      } finally {
        await rm(folder, { recursive: true });
      }
    });

    it('behavior: a plain module script without a bundler', async () => {
      const files = await readFolder(standaloneFolder);
      const script = `import { download, toMemory } from './index.js';
        globalThis.app = async (url) => {
          const { verified, sizeBytes } = await download(url, toMemory());
          return { verified, sizeBytes };
        };`;
      const result = await downloadThrough('plain', [...files, ['app.js', script]]);
      expect(result).toEqual({ verified: 'crc64', sizeBytes: 9 * mebibyte });
    });
  },
  [chromium],
);
