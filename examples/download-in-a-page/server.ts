import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { getRequestListener } from '@hono/node-server';
import { createClient } from '@ossferry/client';
import { createSigningHandler } from '@ossferry/client/handler';
import { fromEnv } from '@ossferry/credentials';
import { build } from 'esbuild';

const { OSS_REGION = 'cn-hangzhou', OSS_ENDPOINT, PORT = '8080' } = process.env;

const sign = createSigningHandler({
  client: createClient({ region: OSS_REGION, endpoint: OSS_ENDPOINT, credentials: fromEnv() }),
  // Check the session or the token of the request here, and return what its owner may download.
  authorize: () => ({ allow: true, buckets: ['examplebucket'], keyPrefix: 'public/', maxLifetimeSeconds: 300 }),
  // JSON keeps each entry on one line, whatever the key contains. `cause` is the error behind a 500.
  audit: ({ status, code = 'signed', signingRequest, cause }) =>
    console.log(JSON.stringify({ status, code, key: signingRequest?.key, cause: cause && String(cause) })),
});

// The download's worker is a separate entry point, because esbuild does not detect workers.
const { outputFiles } = await build({
  absWorkingDir: import.meta.dirname,
  entryPoints: ['page.ts', 'page.html', { in: '@ossferry/downloader-browser/worker', out: 'download-worker' }],
  loader: { '.html': 'copy' },
  bundle: true,
  splitting: true,
  minify: true,
  format: 'esm',
  conditions: ['@ossferry/source'],
  outdir: '.',
  write: false,
});
const files = new Map(outputFiles.map(({ path, contents }) => [path.slice(import.meta.dirname.length), contents]));

const signListener = getRequestListener(sign);
const server = createServer((request, response) => {
  // Use your own host names. Pages under a foreign name that resolves here (DNS rebinding) would count as your own origin.
  if (!/^(?:127\.0\.0\.1|localhost):\d+$/.test(request.headers.host ?? '')) return void response.writeHead(421).end();
  if (request.url === '/sign') return void signListener(request, response);
  const path = request.url === '/' ? '/page.html' : (request.url ?? '');
  const type = path.endsWith('.js') ? 'text/javascript' : 'text/html; charset=utf-8';
  const body = files.get(path);
  response.writeHead(body === undefined ? 404 : 200, { 'content-type': type }).end(body);
});
server.listen(Number(PORT), '127.0.0.1');
await once(server, 'listening');
console.log(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
