import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import type { Slots, WireRequest } from '@ossferry/contract';
import { afterEach, describe, expect, it } from 'vitest';

type Handler = (request: IncomingMessage, response: ServerResponse) => void;

/** What every transport has to do, against a real server on this machine. */
export function describeTransport(name: string, transport: Slots['transport']): void {
  let server: Server | undefined;

  async function serve(handler: Handler): Promise<string> {
    server = createServer(handler);
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  }

  afterEach(() => {
    server?.closeAllConnections();
    server?.close();
  });

  const get = (url: string, more: Partial<WireRequest> = {}) => transport({ method: 'GET', url, headers: {}, ...more });

  describe(name, () => {
    it.each([200, 206, 400, 403, 404, 416, 429, 500, 503])(
      'behavior: %s resolves, with headers and body',
      async (status) => {
        const base = await serve((_, response) => {
          response.writeHead(status, { 'x-oss-request-id': 'id', etag: '"E"' }).end('said');
        });
        const response = await get(base);
        expect([response.status, response.headers.get('x-oss-request-id'), response.headers.get('etag')]).toEqual([
          status,
          'id',
          '"E"',
        ]);
        expect(await response.text()).toBe('said');
      },
    );

    it('behavior: header values arrive as they were given', async () => {
      const received: NodeJS.Dict<string | string[]>[] = [];
      const base = await serve((request, response) => {
        received.push(request.headers);
        response.end();
      });
      const headers = {
        authorization: 'OSS4-HMAC-SHA256 Credential=a/b,Signature=c',
        'content-md5': '1B2M2Y8AsgTpgAmY7PhCfg==',
        'x-oss-date': '20260102T030405Z',
        'x-oss-meta-quoted': '"a, b"; c=\'d\'',
        range: 'bytes=0-9',
        'if-match': '"etag"',
      };
      await get(base, { headers });
      expect(received[0]).toMatchObject(headers);
    });

    it.each<[string, WireRequest['body']]>([
      ['no body', undefined],
      ['text', 'text'],
      ['bytes', new TextEncoder().encode('text')],
      ['a blob with a type', new Blob(['text'], { type: 'text/html' })],
      ['a stream', () => new Blob(['text'], { type: 'text/html' }).stream()],
    ])('behavior: nothing is added that a signature covers: %s', async (_, body) => {
      const received: { names: string[]; body: string }[] = [];
      const base = await serve(async (request, response) => {
        received.push({ names: Object.keys(request.headers), body: await text(request) });
        response.end();
      });
      await transport({ method: 'PUT', url: base, headers: { 'x-oss-date': 'd' }, body });
      const covered = /^(x-oss-|content-type$|content-md5$|authorization$|cookie$)/;
      expect(received[0]?.names.filter((header) => covered.test(header))).toEqual(['x-oss-date']);
      expect(received[0]?.body).toBe(body === undefined ? '' : 'text');
    });

    it('behavior: a content type that was given arrives', async () => {
      const types: unknown[] = [];
      const base = await serve((request, response) => {
        types.push(request.headers['content-type']);
        response.end();
      });
      const headers = { 'content-type': 'video/mp4' };
      for (const body of ['text', new Blob(['b'], { type: 'text/html' })])
        await transport({ method: 'PUT', url: base, headers, body });
      expect(types).toEqual(['video/mp4', 'video/mp4']);
    });

    it('behavior: a part of a buffer is sent as that part', async () => {
      const bodies: string[] = [];
      const base = await serve(async (request, response) => {
        bodies.push(await text(request));
        response.end();
      });
      await transport({
        method: 'PUT',
        url: base,
        headers: {},
        body: new TextEncoder().encode('0123456789').subarray(3, 5),
      });
      expect(bodies).toEqual(['34']);
    });

    it('behavior: identity is asked for, unless the request says otherwise', async () => {
      const asked: unknown[] = [];
      const base = await serve((request, response) => {
        asked.push(request.headers['accept-encoding']);
        response.end();
      });
      await get(base);
      await get(base, { headers: { 'accept-encoding': 'gzip' } });
      expect(asked).toEqual(['identity', 'gzip']);
    });

    it('behavior: path and query arrive as they stand in the URL', async () => {
      const urls: unknown[] = [];
      const base = await serve((request, response) => {
        urls.push(request.url);
        response.end();
      });
      const target = '//a//%2Fb%20%27%28%21%2A%29~%E4%B8%AD?uploads&x-oss-process=a%2Fb%2Bc&v=%27';
      await get(base + target);
      expect(urls).toEqual([target]);
    });

    it.each(['/a/../b', '/./a', '/..', '/a/.?x=1'])('error: %s, which would ask for another object', async (path) => {
      const base = await serve((_, response) => response.end());
      await expect(get(base + path)).rejects.toMatchObject({ code: 'KeyNotFetchable' });
    });

    it.each([
      ['HEAD', 200],
      ['GET', 204],
      ['GET', 304],
    ] as const)('behavior: %s %s has a null body', async (method, status) => {
      const base = await serve((_, response) => {
        response.writeHead(status, { etag: '"E"' }).end();
      });
      const response = await transport({ method, url: base, headers: {} });
      expect([response.status, response.headers.get('etag')]).toEqual([status, '"E"']);
      expect(response.body).toBeNull();
    });

    it('behavior: a redirect is not followed', async () => {
      let requests = 0;
      const base = await serve((_, response) => {
        requests += 1;
        response.writeHead(302, { location: '/elsewhere' }).end();
      });
      const response = await get(base, { headers: { authorization: 'secret' } });
      expect([response.status, requests]).toEqual([302, 1]);
    });

    it('behavior: the first bytes arrive before the last ones are sent', async () => {
      let sendRest = (): void => {};
      const base = await serve((_, response) => {
        response.write('first ');
        sendRest = () => response.end('last');
      });
      const reader = (await get(base)).body?.pipeThrough(new TextDecoderStream()).getReader();
      expect((await reader?.read())?.value).toBe('first ');
      sendRest();
      expect((await reader?.read())?.value).toBe('last');
    });

    it('behavior: the first bytes of a body are sent before its last ones exist', async () => {
      const { promise: arrived, resolve: tellArrived } = deferred<string>();
      const base = await serve(async (request, response) => {
        request.once('data', (chunk: Buffer) => tellArrived(String(chunk)));
        response.end(await text(request));
      });
      const body = () => {
        let pulls = 0;
        return new ReadableStream<Uint8Array>({
          async pull(controller) {
            pulls += 1;
            if (pulls === 1) controller.enqueue(new TextEncoder().encode('first '));
            if (pulls > 1) {
              expect(await arrived).toBe('first ');
              controller.enqueue(new TextEncoder().encode('last'));
              controller.close();
            }
          },
        });
      };
      const response = await transport({ method: 'PUT', url: base, headers: {}, body });
      expect(await response.text()).toBe('first last');
    });

    it('behavior: a stream of a known size goes with that size', async () => {
      const lengths: unknown[] = [];
      const base = await serve(async (request, response) => {
        lengths.push([request.headers['content-length'], request.headers['transfer-encoding'], await text(request)]);
        response.end();
      });
      const body = () => new Blob(['text']).stream();
      await transport({ method: 'PUT', url: base, headers: { 'content-length': '4' }, body });
      expect(lengths).toEqual([['4', undefined, 'text']]);
    });

    it('behavior: a stream is opened by each request', async () => {
      const base = await serve((request, response) => void request.pipe(response));
      let opened = 0;
      const body = () => {
        opened += 1;
        return new Blob([`body ${opened}`]).stream();
      };
      const send = async () => (await transport({ method: 'PUT', url: base, headers: {}, body })).text();
      expect([await send(), await send()]).toEqual(['body 1', 'body 2']);
    });

    it('error: a stream that is in use', async () => {
      const stream = new Blob(['text']).stream();
      stream.getReader();
      const sending = transport({ method: 'PUT', url: 'http://127.0.0.1:1', headers: {}, body: () => stream });
      await expect(sending).rejects.toMatchObject({ code: 'BodyNotReplayable' });
    });

    it('behavior: an abort before the answer rejects with its reason and closes the socket', async () => {
      const controller = new AbortController();
      const reason = new Error('the user left');
      const { promise: closed, resolve: tellClosed } = deferred<void>();
      const base = await serve((request) => {
        request.socket.once('close', () => tellClosed());
        controller.abort(reason);
      });
      await expect(get(base, { signal: controller.signal })).rejects.toBe(reason);
      await closed;
    });

    it('behavior: an abort in the middle of the body ends it and closes the socket', async () => {
      const controller = new AbortController();
      const { promise: closed, resolve: tellClosed } = deferred<void>();
      const base = await serve((request, response) => {
        request.socket.once('close', () => tellClosed());
        response.write('first');
      });
      const response = await get(base, { signal: controller.signal });
      const reader = response.body?.getReader();
      await reader?.read();
      const reading = reader?.read();
      controller.abort();
      await expect(reading).rejects.toThrow();
      await closed;
    });

    it('behavior: an abort from before sends nothing', async () => {
      let requests = 0;
      const base = await serve((_, response) => {
        requests += 1;
        response.end();
      });
      const reason = new Error('too late');
      await expect(get(base, { signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
      expect(requests).toBe(0);
    });

    it('error: nothing listens', async () => {
      const base = await serve(() => {});
      server?.close();
      await expect(get(base)).rejects.toThrow();
    });
  });
}

function deferred<Value>(): { readonly promise: Promise<Value>; readonly resolve: (value: Value) => void } {
  let resolve: (value: Value) => void = () => {};
  const promise = new Promise<Value>((settle) => {
    resolve = settle;
  });
  return { promise, resolve };
}
