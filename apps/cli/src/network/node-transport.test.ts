import { once } from 'node:events';
import { type AddressInfo, createServer, type Server } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { sentenceOf } from '../render-error.ts';
import { nodeTransport } from './node-transport.ts';
import { openAgents } from './open-agents.ts';

let server: Server | undefined;
afterEach(() => void server?.close());

/** Sends a request through a proxy that answers everything with these bytes, and says what became of it. */
async function tryThrough(answer: string): Promise<string> {
  server = createServer((socket) => {
    socket.on('error', () => undefined).once('data', () => socket.end(answer));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const proxy = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  const send = nodeTransport(openAgents({ proxy }));
  return send({ method: 'GET', url: 'https://b.example/k', headers: {} }).then(() => '', sentenceOf);
}

describe('nodeTransport', () => {
  it.each([
    ['garbage\r\n\r\n', '(its answer is no HTTP). Check the host and the port of the proxy.'],
    ['HTTP/1.1 403 No\r\n\r\n', '(403). Ask who runs the proxy, or name the host in NO_PROXY.'],
    [
      'HTTP/1.1 407 No\r\n\r\n',
      '(407). Put user and password into its URL: http://<user>:<password>@host:port, percent-encoded.',
    ],
  ])('error: a proxy that answers %j', async (answer, expected) => {
    expect(await tryThrough(answer)).toBe(`The proxy did not let the request to b.example through ${expected}`);
  });
});
