import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { build } from 'esbuild';

/** A server for the pages of the tests. */
export interface PageServer {
  readonly origin: string;
  /** Serves a file at a path. */
  readonly add: (path: string, body: string | Uint8Array) => void;
  /** The requested paths with their queries, oldest first. */
  readonly requests: () => readonly string[];
  readonly close: () => Promise<void>;
}

export const pageHtml =
  '<!doctype html><meta charset="utf-8"><title>lab</title><script type="module" src="/page.js"></script>';

/** Starts a server with the test page at `/`, bundled from the sources. */
export async function startPageServer(): Promise<PageServer> {
  const files = new Map<string, string | Uint8Array>([['/', pageHtml]]);
  for (const { path, contents } of await bundlePage()) files.set(path, contents);

  const requests: string[] = [];
  const server = createServer((request, response) => {
    requests.push(request.url ?? '/');
    const path = (request.url ?? '/').replace(/\?.*/, '');
    const body = files.get(path);
    response.writeHead(body === undefined ? 404 : 200, { 'content-type': typeOf(path), 'cache-control': 'no-store' });
    response.end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests: () => requests,
    add: (path, body) => void files.set(path, body),
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** Bundles the test page and its workers. */
export async function bundlePage(): Promise<{ readonly path: string; readonly contents: Uint8Array }[]> {
  const { outputFiles } = await build({
    entryPoints: { page: `${import.meta.dirname}/page.ts`, 'download-worker': '@ossferry/downloader-browser/worker' },
    absWorkingDir: import.meta.dirname,
    bundle: true,
    splitting: true,
    format: 'esm',
    target: 'es2023',
    conditions: ['@ossferry/source'],
    outdir: '/',
    write: false,
  });
  return [...outputFiles, ...(await bundleServiceWorker())];
}

/** Service workers are classic scripts in every browser, which cannot share chunks. */
async function bundleServiceWorker() {
  const { outputFiles } = await build({
    entryPoints: { 'service-worker': '@ossferry/downloader-browser/service-worker' },
    absWorkingDir: import.meta.dirname,
    bundle: true,
    format: 'iife',
    target: 'es2023',
    conditions: ['@ossferry/source'],
    outdir: '/',
    write: false,
  });
  return outputFiles;
}

function typeOf(path: string): string {
  if (path.endsWith('.js') || path.endsWith('.mjs')) return 'text/javascript';
  return path.endsWith('.map') ? 'application/json' : 'text/html';
}
