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
  // Here you look at the session or the token of the request, and say what its owner may have.
  authorize: () => ({ allow: true, buckets: ['examplebucket'], keyPrefix: 'public/', maxLifetimeSeconds: 300 }),
  // One line for each answer, whatever its asker wrote into the key; `cause` is why a 500 is one.
  audit: ({ status, code = 'signed', signingRequest, cause }) =>
    console.log(JSON.stringify({ status, code, key: signingRequest?.key, cause: cause && String(cause) })),
});

const page = readFileSync(join(import.meta.dirname, 'page.html'));
const signListener = getRequestListener(sign);
const server = createServer((request, response) => {
  // Your own names here. A foreign name that leads to this machine would be an origin of its own.
  if (!/^(?:127\.0\.0\.1|localhost):\d+$/.test(request.headers.host ?? '')) return void response.writeHead(421).end();
  if (request.url === '/sign') signListener(request, response);
  else if (request.url === '/') response.setHeader('content-type', 'text/html; charset=utf-8').end(page);
  else response.writeHead(404).end();
});
server.listen(Number(PORT), '127.0.0.1');
await once(server, 'listening');
console.log(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
