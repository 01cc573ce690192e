import { once } from 'node:events';
import { type AddressInfo, createServer, type Server } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { sentenceOf } from '../render-error.ts';
import { nodeTransport } from './node-transport.ts';
import { openRoute } from './open-route.ts';

let server: Server | undefined;
afterEach(() => void server?.close());

/** Sends a request through a proxy that responds with these bytes, and returns the error message. */
async function sendThrough(response: string): Promise<string> {
  server = createServer((socket) => {
    socket.on('error', () => undefined).once('data', () => socket.end(response));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const proxy = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  const send = nodeTransport(openRoute({ proxy }));
  return send({ method: 'GET', url: 'https://b.example/k', headers: {} }).then(() => '', sentenceOf);
}

describe('nodeTransport', () => {
  it.each([
    ['garbage\r\n\r\n', '(its response is not HTTP). Check the host and the port of the proxy.'],
    ['HTTP/1.1 403 No\r\n\r\n', '(403). Ask the administrator of the proxy, or add the host to NO_PROXY.'],
    [
      'HTTP/1.1 407 No\r\n\r\n',
      '(407). Put user and password into its URL: http://<user>:<password>@host:port, percent-encoded.',
    ],
  ])('error: a proxy that responds with %j', async (response, expected) => {
    expect(await sendThrough(response)).toBe(`The proxy refused the request to b.example ${expected}`);
  });
});
