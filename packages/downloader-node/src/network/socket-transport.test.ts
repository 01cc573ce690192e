import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import type { Socket } from 'node:net';
import type { RangeResponse } from '@ossferry/downloader-core';
import { afterEach, describe, expect, it } from 'vitest';
import { quickRetry, setUpBench } from '../download.test-support.ts';
import { download } from '../download.ts';
import { createHttpTransport, type HttpTransport } from './http-transport.ts';
import { openNetwork, readNetworkSettings } from './network.ts';
import { startRawServer } from './raw-server.test-support.ts';
import { createSocketTransport } from './socket-transport.ts';
import { startTlsProxy } from './tls.test-support.ts';

const bench = setUpBench();
const network = openNetwork(readNetworkSettings({ proxy: 'none' }));
let transport: HttpTransport | undefined;
afterEach(() => transport?.close());

function open(): HttpTransport {
  transport = createSocketTransport(network);
  return transport;
}

const ask = (send: HttpTransport['send'], url: string, signal = new AbortController().signal) =>
  send({ url, headers: {} }, signal);

async function readText(response: RangeResponse): Promise<string> {
  const chunks: Uint8Array[] = [];
  await response.read((chunk) => {
    chunks.push(Uint8Array.from(chunk));
  });
  return Buffer.concat(chunks).toString();
}

const chunked = 'Transfer-Encoding: chunked\r\n\r\n';
const completeResponses = [
  [
    'a chunked refusal',
    `HTTP/1.1 503 Busy\r\nX: 1\r\n${chunked}3\r\nbus\r\n1;a=b\r\ny\r\n0\r\nT: t\r\n\r\n`,
    503,
    'busy',
  ],
  ['a chunked object', `HTTP/1.1 206 OK\r\nX: 1\r\n${chunked}4\r\nbusy\r\n0\r\n\r\n`, 206, 'busy'],
  ['early hints', 'HTTP/1.1 103 Early\r\n\r\nHTTP/1.1 206 OK\r\nX: 1\r\nContent-Length: 4\r\n\r\nbusy', 206, 'busy'],
  ['no content', 'HTTP/1.1 204 None\r\nX: 1\r\n\r\n', 204, ''],
  ['not modified', 'HTTP/1.1 304 Same\r\nX: 1\r\nContent-Length: 9\r\n\r\n', 304, ''],
  ['lines without carriage returns', 'HTTP/1.1 206 OK\nX: 1\nContent-Length: 4\n\nbusy', 206, 'busy'],
  ['a repeated length', 'HTTP/1.1 206 OK\r\nX: 1\r\nContent-Length: 4\r\ncontent-length: 4\r\n\r\nbusy', 206, 'busy'],
  ['a folded header', 'HTTP/1.1 206 OK\r\nX:\r\n\t 1 \r\nContent-Length: 4\r\n\r\nbusy', 206, 'busy'],
] as const;
const closingResponses = [
  ['HTTP/1.0', 'HTTP/1.0 503 Busy\r\nX: 1\r\nContent-Length: 4\r\n\r\nbusy'],
  ['a body delimited by the end of the connection', 'HTTP/1.1 503 Busy\r\nX: 1\r\n\r\nbusy'],
  ['HTTP/1.0 without a length', 'HTTP/1.0 503 Busy\r\nX: 1\r\n\r\nbusy'],
] as const;

describe('createSocketTransport', () => {
  it.each(completeResponses)('behavior: %s takes one request', async (_, message, status, body) => {
    const server = await startRawServer((socket) => socket.write(message));
    const response = await ask(open().send, server.url);
    expect(response.status).toBe(status);
    expect(response.header('x')?.trim()).toBe('1');
    expect(await readText(response)).toBe(body);
    expect(server.requests).toHaveLength(1);
  });

  it.each(closingResponses)('behavior: %s takes one request', async (_, message) => {
    const server = await startRawServer((socket) => socket.end(message));
    const response = await ask(open().send, server.url);
    expect(response.header('x')).toBe('1');
    expect(await readText(response)).toBe('busy');
    expect(server.requests).toHaveLength(1);
  });

  it.each(completeResponses)('behavior: %s that arrives byte by byte', async (_, message, status, body) => {
    const server = await startRawServer(async (socket) => {
      for (const character of message) {
        socket.setNoDelay(true).write(character);
        await new Promise(setImmediate);
      }
    });
    const response = await ask(open().send, server.url);
    expect([response.status, await readText(response)]).toEqual([status, body]);
  });

  it.each([
    ['early hints', 1, completeResponses[2][1]],
    ['no content', 1, completeResponses[3][1]],
    ['HTTP/1.0', 2, closingResponses[0][1]],
    ['Connection: close', 2, 'HTTP/1.1 206 OK\r\nConnection: close\r\nContent-Length: 4\r\n\r\nbusy'],
  ])('behavior: %s: two requests take %i connections', async (_, connections, message) => {
    const server = await startRawServer((socket) => socket.write(message));
    const { send } = open();
    for (let number = 0; number < 2; number += 1) await readText(await ask(send, server.url));
    expect(server.connections()).toBe(connections);
  });

  it('behavior: chunked objects reuse a connection', async () => {
    const server = await startRawServer((socket) => socket.write(completeResponses[1][1]));
    const { send } = open();
    for (let number = 0; number < 3; number += 1) await readText(await ask(send, server.url));
    expect(server.requests).toHaveLength(3);
    expect(server.connections()).toBe(2);
  });

  it('behavior: a summary counts every request, including chunked refusals', async () => {
    const server = await startRawServer((socket, number) => {
      if (number < 3) socket.write(`HTTP/1.1 503 Busy\r\nRetry-After: 0\r\n${chunked}4\r\nbusy\r\n0\r\n\r\n`);
      else socket.write('HTTP/1.1 206 OK\r\nETag: "e"\r\nContent-Range: bytes 0-3/4\r\nContent-Length: 4\r\n\r\nbusy');
    });
    const summary = await download(server.url, bench.path('x'), { retry: quickRetry, verify: false });
    expect(summary).toMatchObject({ requests: 3, retries: 2 });
    expect(server.requests).toHaveLength(3);
  });

  it.each([
    ['ends', (socket: Socket) => socket.end()],
    ['breaks', (socket: Socket) => socket.resetAndDestroy()],
    ['continues with an invalid chunk', (socket: Socket) => socket.write('busy, busy')],
  ])('error: ConnectionLost if the chunks end early and the connection %s', async (_, cut) => {
    const server = await startRawServer((socket) => {
      socket.write(`HTTP/1.1 206 OK\r\n${chunked}8\r\nbusy`, () => setImmediate(() => cut(socket)));
    });
    const running = ask(open().send, server.url).then(readText);
    await expect(running).rejects.toMatchObject({ code: 'ConnectionLost', retryable: true });
    expect(server.requests).toHaveLength(1);
  });

  it('behavior: a chunked object is complete, even over TLS and with a slow reader', async () => {
    const bytes = randomBytes(3_000_000);
    const server = await startRawServer((socket) => {
      socket.write(`HTTP/1.1 206 OK\r\n${chunked}`);
      for (const chunk of [bytes.subarray(0, 1_000_000), bytes.subarray(1_000_000)]) {
        socket.write(`${chunk.length.toString(16)}\r\n`);
        socket.write(chunk);
        socket.write('\r\n');
      }
      socket.write('0\r\n\r\n');
    });
    const tlsProxy = await startTlsProxy(Number(server.authority.split(':')[1]));
    for (const url of [server.url, tlsProxy.through(server.url)]) {
      const trusting = openNetwork(readNetworkSettings({ proxy: 'none', ca: tlsProxy.certificate }));
      const raw = createSocketTransport(trusting);
      const chunks: Uint8Array[] = [];
      await (await ask(raw.send, url)).read(async (chunk) => {
        chunks.push(Uint8Array.from(chunk));
        await new Promise(setImmediate);
      });
      expect(Buffer.concat(chunks).equals(bytes)).toBe(true);
      raw.close();
    }
    tlsProxy.close();
    expect(server.requests).toHaveLength(2);
  });

  it.each(['signal', 'cancel'])('behavior: a %s closes the connection of a chunked response', async (how) => {
    let closed: Promise<unknown> | undefined;
    const server = await startRawServer((socket) => {
      closed = once(socket, 'close');
      socket.write(`HTTP/1.1 206 OK\r\n${chunked}8\r\nbusy`);
    });
    const controller = new AbortController();
    const response = await ask(open().send, server.url, controller.signal);
    const reading = response.read(() => undefined).catch(() => undefined);
    if (how === 'signal') controller.abort();
    else response.cancel();
    await Promise.all([reading, closed]);
  });
});

/** A promise that settles later than the events of a connection that has ended. */
async function afterLoss(): Promise<void> {
  for (let turn = 0; turn < 20; turn += 1) await new Promise(setImmediate);
}

describe.each([
  ['Content-Length: 4\r\n\r\nbusy', 'Content-Length: 8\r\n\r\nbusy'],
  [`${chunked}4\r\nbusy\r\n0\r\n\r\n`, `${chunked}8\r\nbusy`],
])('a connection that ends while a reader is busy: %j', (complete, cut) => {
  it.each(['http', 'https'])('behavior: all bytes that arrived over %s are kept', async (scheme) => {
    let closed: Promise<unknown> | undefined;
    const server = await startRawServer((socket, number) => {
      closed = once(socket, 'close');
      socket.end(`HTTP/1.1 206 OK\r\nConnection: close\r\n${number === 1 ? complete : cut}`);
    });
    const tlsProxy = await startTlsProxy(Number(server.authority.split(':')[1]));
    const url = scheme === 'http' ? server.url : tlsProxy.through(server.url);
    const raw = createSocketTransport(openNetwork(readNetworkSettings({ proxy: 'none', ca: tlsProxy.certificate })));
    const outcomes: unknown[] = [];
    for (let number = 0; number < 2; number += 1) {
      const response = await ask(raw.send, url);
      let kept = '';
      const error = await response
        .read(async (chunk) => {
          const bytes = Buffer.from(chunk).toString();
          if (scheme === 'https') await closed;
          await afterLoss();
          kept += bytes;
        })
        .catch(({ code }) => code);
      outcomes.push([kept, error]);
    }
    raw.close();
    tlsProxy.close();
    expect(outcomes).toEqual([
      ['busy', undefined],
      ['busy', 'ConnectionLost'],
    ]);
  });

  it('behavior: a response that is read only after the end of its connection', async () => {
    let closed: Promise<unknown> | undefined;
    const server = await startRawServer((socket) => {
      closed = once(socket, 'close');
      socket.end(`HTTP/1.1 206 OK\r\nConnection: close\r\n${complete}`);
    });
    const tlsProxy = await startTlsProxy(Number(server.authority.split(':')[1]));
    const raw = createSocketTransport(openNetwork(readNetworkSettings({ proxy: 'none', ca: tlsProxy.certificate })));
    const response = await ask(raw.send, tlsProxy.through(server.url));
    await closed;
    await afterLoss();
    expect(await readText(response)).toBe('busy');
    raw.close();
    tlsProxy.close();
  });

  it('behavior: a complete response that was aborted before it was read rejects with the reason', async () => {
    const server = await startRawServer((socket) => socket.write(`HTTP/1.1 403 No\r\n${complete}`));
    const controller = new AbortController();
    const response = await ask(open().send, server.url, controller.signal);
    await afterLoss();
    controller.abort(new Error('stop'));
    await afterLoss();
    await expect(readText(response)).rejects.toThrow();
  });

  it.each(['cancel', 'abort'])('behavior: an %s does not wait for a reader that is stuck', async (how) => {
    for (const body of [complete, cut]) {
      const server = await startRawServer((socket) => socket.write(`HTTP/1.1 403 No\r\n${body}`));
      const controller = new AbortController();
      const response = await ask(open().send, server.url, controller.signal);
      const reading = response.read(async () => {
        await afterLoss();
        if (how === 'cancel') response.cancel();
        else controller.abort();
        await new Promise(() => undefined);
      });
      await expect(reading).rejects.toThrow();
    }
  });
});

describe.each([
  ['raw sockets', open],
  ['node:http', () => createHttpTransport(network)],
])('unusual servers, over %s', (_, openTransport) => {
  it('behavior: 40 KiB of headers are accepted', async () => {
    const long = `X: ${'x'.repeat(40 * 1024)}`;
    const server = await startRawServer((socket) => {
      socket.write(`HTTP/1.1 206 OK\r\n${long}\r\nContent-Length: 4\r\n\r\nbusy`);
    });
    transport = openTransport();
    expect(await readText(await ask(transport.send, server.url))).toBe('busy');
  });

  it.each([
    ['the greeting of SSH', 'SSH-2.0-OpenSSH_9.2p1\r\n'],
    ['the preface of HTTP/2', '\0\0\x12\x04\0\0\0\0\0\0\x03\0\0\0\x80'],
    ['a TLS alert', '\x15\x03\x01\0\x02\x02\x46'],
    ['text', 'hello there'],
  ])('error: %s fails immediately, although the connection stays open', async (_, bytes) => {
    const server = await startRawServer((socket) => socket.write(Buffer.from(bytes, 'latin1')));
    transport = openTransport();
    await expect(ask(transport.send, server.url)).rejects.toMatchObject({
      code: 'ConnectionFailed',
      phase: 'connect',
      retryable: false,
      message: expect.stringContaining('127.0.0.1 does not speak HTTP on this port (HPE_'),
    });
    expect(server.requests).toHaveLength(1);
  });

  it('error: a server that sends first fails immediately too', async () => {
    const server = await startRawServer(
      () => undefined,
      (socket) => void socket.write('220 mail.example ESMTP\r\n'),
    );
    transport = openTransport();
    await expect(ask(transport.send, server.url)).rejects.toMatchObject({ code: 'ConnectionFailed', retryable: false });
  });

  it('error: an invalid HTTP response', async () => {
    const server = await startRawServer((socket) => socket.write('HTTP/1.1 206 OK\r\nno colon\r\n\r\n'));
    transport = openTransport();
    await expect(ask(transport.send, server.url)).rejects.toMatchObject({
      code: 'ConnectionFailed',
      retryable: false,
      message: expect.stringContaining('sent an invalid HTTP response (HPE_INVALID_HEADER_TOKEN)'),
    });
    expect(server.requests).toHaveLength(1);
  });
});
