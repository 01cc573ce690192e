import { once } from 'node:events';
import { createServer, type Server, request as sendRequest } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll } from 'vitest';

/** A proxy for http URLs that records the requested URLs. */
export interface TestProxy {
  readonly url: string;
  readonly seen: string[];
}

const servers: Server[] = [];
afterAll(() => {
  for (const server of servers) server.close();
});

/** Starts a proxy on a free port; with `status`, it responds with that instead of forwarding. */
export async function startProxy(status?: number): Promise<TestProxy> {
  const seen: string[] = [];
  const server = createServer((request, response) => {
    const { url = '', method, headers } = request;
    seen.push(`${method} ${url.replace(/\?.*/, '')}`);
    if (status !== undefined) {
      response.writeHead(status).end();
      return;
    }
    const passed = sendRequest(url, { method, headers }, (forwarded) => {
      response.writeHead(forwarded.statusCode ?? 502, forwarded.headers);
      forwarded.pipe(response);
    });
    request.pipe(passed);
  }).listen(0, '127.0.0.1');
  servers.push(server);
  await once(server, 'listening');
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, seen };
}
