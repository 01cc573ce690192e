import http, { type ClientRequest, type IncomingMessage } from 'node:http';
import https from 'node:https';
import { Readable } from 'node:stream';
import type { ReadableStream as NodeStream } from 'node:stream/web';
import type { Transport, WireRequest } from '@ossferry/contract';
import { proxyRefused } from '@ossferry/downloader-node/internal';
import { type ConnectionFailure, proxyError } from './connection-error.ts';
import type { Route } from './open-route.ts';
import { splitTarget } from './split-target.ts';

/**
 * Creates a transport over `node:http`, because Node's `fetch` supports neither proxies nor a CA file. Throws
 * `ProxyRefused` if a proxy refuses the request, and `ProxyUnreachable` if it cannot be reached.
 */
export function nodeTransport(route: Route): Transport {
  return async ({ method, url, headers, body, signal }) => {
    const target = splitTarget(url);
    const options = { ...route(target), method, ...(signal && { signal }) };
    const own = { 'accept-encoding': 'identity', 'user-agent': 'ossferry', ...options.headers };
    const bytes = body instanceof Blob ? new Uint8Array(await body.arrayBuffer()) : body;
    const request = (options.protocol === 'https:' ? https : http).request({
      ...options,
      headers: { ...own, ...headers },
    });
    const response = await exchange(request, bytes).catch((error: ConnectionFailure) => {
      if (signal?.aborted) throw signal.reason;
      throw proxyError(error, target) ?? error;
    });
    if (response.statusCode === 407) {
      response.destroy();
      throw proxyRefused(undefined, target.hostname, 407);
    }
    return toResponse(response, method);
  };
}

function exchange(request: ClientRequest, body: Exclude<WireRequest['body'], Blob>): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    request.on('error', reject);
    if (typeof body !== 'function') {
      request.once('response', resolve).end(body);
      return;
    }
    const source = Readable.fromWeb(body() as NodeStream<Uint8Array>);
    source.once('error', (error) => request.destroy(error));
    request.once('close', () => source.destroy());
    request.once('response', (response) => {
      // A response before the end of the body means that the server needs no more; a retry reads the file again.
      source.unpipe(request);
      source.destroy();
      resolve(response);
    });
    source.pipe(request);
  });
}

function toResponse(response: IncomingMessage, method: string): Response {
  const { statusCode: status = 0, headersDistinct } = response;
  const pairs = Object.entries(headersDistinct).flatMap(([name, values = []]) =>
    values.map((value): [string, string] => [name, value]),
  );
  const isBodyless = method === 'HEAD' || status === 204 || status === 304;
  if (isBodyless) response.resume();
  const body = isBodyless ? null : (Readable.toWeb(response) as ReadableStream<Uint8Array>);
  return new Response(body, { status, headers: pairs });
}
