import { readdir, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build as esbuild } from 'esbuild';
import { build as vite } from 'vite';
import webpack, { type Configuration } from 'webpack';

export const app: string = join(import.meta.dirname, '../test/app.js');

/** Builds the app with a default configuration. The entry is `app.js` in `folder`, which is served below `base`. */
export type Bundler = (folder: string, base: string) => Promise<void>;

export const bundlers: Readonly<Record<'vite' | 'webpack' | 'esbuild', Bundler>> = {
  async vite(folder, base) {
    await vite({
      configFile: false,
      logLevel: 'error',
      root: dirname(app),
      base,
      build: { outDir: folder, rollupOptions: { input: app, output: { entryFileNames: 'app.js' } } },
    });
  },

  // Divides the worker into several files, as many projects do with the code that is shared with the page.
  webpack: (folder, base) =>
    new Promise((resolve, reject) => {
      const configuration: Configuration = {
        mode: 'production',
        entry: { app },
        output: { path: folder, filename: '[name].js', publicPath: base },
        optimization: { splitChunks: { chunks: ({ name }) => name !== 'app', minSize: 0 } },
        performance: false,
      };
      webpack(configuration, (error, result) => {
        if (error !== null) reject(error);
        else if (result?.hasErrors()) reject(new Error(result.toString('errors-only')));
        else resolve();
      });
    }),

  // esbuild does not detect workers: the worker is another entry point, and the app passes its URL.
  async esbuild(folder) {
    await esbuild({
      entryPoints: { app, 'workers/downloads': '@ossferry/downloader-browser/worker' },
      absWorkingDir: dirname(app),
      bundle: true,
      splitting: true,
      minify: true,
      format: 'esm',
      outdir: folder,
      logLevel: 'silent',
    });
  },
};

/** The folder of the files that need no bundler. */
export const standaloneFolder: string = dirname(
  fileURLToPath(import.meta.resolve('@ossferry/downloader-browser/standalone/index.js')),
);

/** Reads all files below a folder, by their relative path. */
export async function readFolder(folder: string): Promise<Map<string, Buffer>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const paths = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  return new Map(
    await Promise.all(paths.map(async (path) => [path.slice(folder.length + 1), await readFile(path)] as const)),
  );
}
