import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { failureOf } from '../failure-of.test-support.ts';
import { fakeServer } from '../fake-server.test-support.ts';
import { fromUri } from '../from-uri.ts';
import { directTransport } from './direct-transport.ts';

async function rawServer(response: string): Promise<string> {
  const server = createServer((socket) => socket.on('error', () => {}).end(response));
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  onTestFinished(() => void server.close());
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

describe('directTransport', () => {
  it('default: sends method, headers and body, and returns the response', async () => {
    const server = await fakeServer(() => ({ status: 201, headers: { 'x-answer': 'yes' }, body: 'text' }));
    const response = await directTransport({
      method: 'PUT',
      url: `${server.url}/p?q=1`,
      headers: { 'x-a': 'b' },
      body: 'sent',
    });
    expect([response.status, response.headers.get('x-answer'), await response.text()]).toEqual([201, 'yes', 'text']);
    expect(server.requests).toMatchObject([{ method: 'PUT', target: '/p?q=1', body: 'sent', headers: { 'x-a': 'b' } }]);
  });

  it("default: sends https with the platform's fetch", async () => {
    const fetched = vi.fn(async () => new Response('text'));
    vi.stubGlobal('fetch', fetched);
    onTestFinished(() => void vi.unstubAllGlobals());
    const response = await directTransport({ method: 'GET', url: 'https://broker.example.com/x', headers: {} });
    expect(await response.text()).toBe('text');
    expect(fetched).toHaveBeenCalledExactlyOnceWith('https://broker.example.com/x', expect.anything());
  });

  it('option: signal cancels the request', async () => {
    const server = await fakeServer(() => ({ behavior: 'hang' }));
    const controller = new AbortController();
    const promise = directTransport({ method: 'GET', url: server.url, headers: {}, signal: controller.signal });
    await vi.waitUntil(() => server.requests.length === 1);
    controller.abort();
    await expect(promise).rejects.toMatchObject({ name: 'AbortError' });
  });

  it.each([204, 205, 304])('behavior: status %d has no body', async (status) => {
    const server = await fakeServer(() => ({ status }));
    const response = await directTransport({ method: 'GET', url: server.url, headers: {} });
    expect([response.status, await response.text()]).toEqual([status, '']);
  });

  it.each([
    'HTTP/1.1 999 Odd\r\ncontent-length: 0\r\n\r\n',
    'HTTP/1.1 200 OK\r\ncontent-length: 10\r\n\r\nshort',
    'this is not HTTP\r\n\r\n',
    '',
  ])('error: a server that sends %j', async (response) => {
    const uri = await rawServer(response);
    const error = await failureOf(fromUri({ uri, env: {}, transport: directTransport })());
    expect(error).toMatchObject({ code: 'RequestFailed', retryable: true });
  });
});
