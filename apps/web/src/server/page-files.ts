import { fileURLToPath } from 'node:url';
import { build, createServer, defaultClientConditions, type InlineConfig, type ViteDevServer } from 'vite';

const root = fileURLToPath(new URL('../page', import.meta.url));

const config: InlineConfig = {
  configFile: false,
  root,
  base: '/',
  logLevel: 'error',
  resolve: { conditions: ['@ossferry/source', ...defaultClientConditions] },
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  worker: { format: 'es' },
};

/** Builds the page into a folder. */
export async function buildPage(folder: string): Promise<void> {
  await build({
    ...config,
    build: { outDir: folder, emptyOutDir: true, target: 'es2023', assetsInlineLimit: 0, modulePreload: false },
  });
}

/** Serves the page from its sources, for development. */
export function openDevelopment(): Promise<ViteDevServer> {
  // By default, Vite's reload socket listens on all interfaces.
  return createServer({ ...config, appType: 'spa', server: { middlewareMode: true, hmr: { host: '127.0.0.1' } } });
}
