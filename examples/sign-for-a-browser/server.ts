import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { getRequestListener } from '@hono/node-server';
import { createClient } from '@ossferry/client';
import { createSigningHandler } from '@ossferry/client/handler';
import { fromEnv } from '@ossferry/credentials';

const { OSS_REGION = 'cn-hangzhou', OSS_ENDPOINT, PORT = '8080' } = process.env;

const sign = createSigningHandler({
  client: createClient({ region: OSS_REGION, endpoint: OSS_ENDPOINT, credentials: fromEnv() }),
  // Check the session or the token of the request here, and return what its owner may download.
  authorize: () => ({ allow: true, buckets: ['examplebucket'], keyPrefix: 'public/', maxLifetimeSeconds: 300 }),
  // JSON keeps each entry on one line, whatever the key contains. `cause` is the error behind a 500.
  audit: ({ status, code = 'signed', signingRequest, cause }) =>
    console.log(JSON.stringify({ status, code, key: signingRequest?.key, cause: cause && String(cause) })),
});

const page = readFileSync(join(import.meta.dirname, 'page.html'));
const signListener = getRequestListener(sign);
const server = createServer((request, response) => {
  // Use your own host names. Pages under a foreign name that resolves here (DNS rebinding) would count as your own origin.
  if (!/^(?:127\.0\.0\.1|localhost):\d+$/.test(request.headers.host ?? '')) return void response.writeHead(421).end();
  if (request.url === '/sign') signListener(request, response);
  else if (request.url === '/') response.setHeader('content-type', 'text/html; charset=utf-8').end(page);
  else response.writeHead(404).end();
});
server.listen(Number(PORT), '127.0.0.1');
await once(server, 'listening');
console.log(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
