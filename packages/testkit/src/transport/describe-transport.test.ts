import { runInNewContext } from 'node:vm';
import type { Transport } from '@ossferry/contract';
import { describe, expect, it } from 'vitest';
import { failingChecks } from '../failing-checks.test-support.ts';
import { describeTransport } from './describe-transport.ts';

/** A minimal transport over `fetch`; the tests add mistakes to it. */
const plainTransport: Transport = async ({ method, url, headers, body, signal }) => {
  if (/\/\.{1,2}(\/|$|\?)/.test(url)) throw withCode('KeyNotFetchable');
  const opened = typeof body === 'function' ? body() : body;
  if (opened instanceof ReadableStream && opened.locked) throw withCode('BodyNotReplayable');
  const untyped = opened instanceof Blob ? opened.slice() : opened;
  const init: RequestInit & { duplex: 'half' } = {
    method,
    headers: { 'accept-encoding': 'identity', ...headers },
    body: typeof untyped === 'string' ? new TextEncoder().encode(untyped) : (untyped ?? null),
    redirect: 'manual',
    signal: signal ?? null,
    duplex: 'half',
  };
  return fetch(url, init);
};

function withCode(code: string): Error {
  return Object.assign(new Error('Refused.'), { code });
}

describeTransport({ describe, it }, plainTransport, { name: 'a transport over fetch' });

it("behavior: an error of another realm is an error, as Node's own errors are in Jest", async () => {
  const transport: Transport = (request) =>
    plainTransport(request).catch(() => Promise.reject(runInNewContext("new TypeError('fetch failed')")));
  expect(await failingChecks((runner) => describeTransport(runner, transport), /connection refused/)).toEqual([]);
});

const mistakes: Record<string, readonly [transport: Transport, noticedBy: RegExp]> = {
  '4xx and 5xx reject': [
    async (request) => {
      const response = await plainTransport(request);
      if (response.status >= 400) throw new Error(`HTTP ${response.status}`);
      return response;
    },
    /404 resolves/,
  ],
  'redirects are followed': [
    async ({ method, url, headers }) => fetch(url, { method, headers }),
    /a redirect is not followed/,
  ],
  'it retries': [
    async (request) => {
      const response = await plainTransport(request);
      return response.status < 500 ? response : plainTransport(request);
    },
    /not retried/,
  ],
  'a content type is guessed': [
    (request) =>
      plainTransport(
        request.body === undefined
          ? request
          : { ...request, headers: { 'content-type': 'text/plain', ...request.headers } },
      ),
    /no header is added that a signature covers: text/,
  ],
  'a content type is overwritten': [
    (request) => plainTransport({ ...request, headers: { ...request.headers, 'content-type': 'text/plain' } }),
    /the content type of the request/,
  ],
  'x-oss headers are added': [
    (request) => plainTransport({ ...request, headers: { ...request.headers, 'x-oss-added': '1' } }),
    /no body/,
  ],
  'compression is requested': [
    (request) => plainTransport({ ...request, headers: { ...request.headers, 'accept-encoding': 'gzip' } }),
    /identity/,
  ],
  'path segments are collapsed': [async ({ url }) => fetch(url), /\/a\/\.\.\/b is sent unchanged/],
  'the query is re-encoded': [
    (request) => {
      const url = new URL(request.url);
      url.search = url.searchParams.toString();
      return plainTransport({ ...request, url: url.href });
    },
    /path and query/,
  ],
  'the whole buffer is sent instead of a part': [
    (request) =>
      plainTransport({
        ...request,
        body: request.body instanceof Uint8Array ? new Uint8Array(request.body.buffer) : request.body,
      }),
    /only the viewed part of a buffer/,
  ],
  'a stream is opened once and cached': [
    (() => {
      let kept: Promise<string> | undefined;
      const transport: Transport = async (request) => {
        const { body } = request;
        if (typeof body !== 'function') return plainTransport(request);
        kept ??= new Response(body()).text();
        return plainTransport({ ...request, body: await kept });
      };
      return transport;
    })(),
    /each request opens/,
  ],
  'the reason of an abort is lost': [
    async (request) =>
      plainTransport(request).catch(() => {
        throw new Error('Something went wrong.');
      }),
    /an abort before the response/,
  ],
  'an aborted signal is ignored': [({ signal: _, ...request }) => plainTransport(request), /an aborted signal/],
  'a connection error becomes a response': [
    (request) => plainTransport(request).catch(() => new Response(null, { status: 502 })),
    /connection refused/,
  ],
  'the method is changed': [
    (request) => plainTransport({ ...request, method: request.method === 'DELETE' ? 'POST' : request.method }),
    /the method DELETE/,
  ],
  'responses are cached': [
    (() => {
      const kept = new Map<string, Response>();
      const caching: Transport = async (request) => {
        const response = kept.get(request.url) ?? (await plainTransport(request));
        kept.set(request.url, response);
        return response.clone();
      };
      return caching;
    })(),
    /the method GET arrives unchanged, and equal requests are each sent/,
  ],
  'headers of responses are lost': [
    async (request) => {
      const { body, status, headers } = await plainTransport(request);
      return new Response(body, { status, headers: { etag: headers.get('etag') ?? '' } });
    },
    /all headers of a response/,
  ],
  'a truncated body ends like a complete one': [
    async (request) => {
      const { body, status, headers } = await plainTransport(request);
      const reader = body?.getReader();
      const lenient = new ReadableStream({
        async pull(controller) {
          const { done, value } = (await reader?.read().catch(() => undefined)) ?? { done: true };
          if (done) controller.close();
          else controller.enqueue(value);
        },
      });
      return new Response(lenient, { status, headers });
    },
    /breaks off during a body with (?:content-length|transfer-encoding)/,
  ],
  'a missing body is an empty stream': [
    async (request) => {
      const { body, status, headers } = await plainTransport(request);
      return Object.defineProperty(new Response(null, { status, headers }), 'body', {
        value: body ?? new Blob().stream(),
      });
    },
    /HEAD 200 has a null body/,
  ],
};

describe('mistakes', () => {
  it.each(Object.keys(mistakes))('behavior: the suite notices that %s', async (name) => {
    const [transport, noticedBy] = mistakes[name] as (typeof mistakes)[string];
    const failing = await failingChecks((runner) => describeTransport(runner, transport), noticedBy);
    expect(failing).not.toEqual([]);
  });
});
