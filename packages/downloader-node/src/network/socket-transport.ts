import type { RangeResponse, RangeTransport } from '@ossferry/downloader-core';
import { bodyTooLong } from '@ossferry/downloader-core/internal';
import { createConnectionPool } from './connection-pool.ts';
import { type Exchanged, exchangeHead } from './exchange-head.ts';
import { createHttpTransport, type HttpTransport } from './http-transport.ts';
import type { Network } from './network.ts';
import { readWithNode } from './read-with-node.ts';
import type { ResponseHead } from './response-head.ts';
import type { SocketConnection } from './socket-connection.ts';
import { splitUrl } from './split-url.ts';

/**
 * The fast path: GET requests over raw sockets, at about half the CPU time of `node:http`. It reads responses with a
 * `Content-Length`; Node's parser reads all others, from the same connection. Requests through a proxy use `node:http`.
 */
export function createSocketTransport(network: Network): HttpTransport {
  const general = createHttpTransport(network);
  const pool = createConnectionPool(network.trust);
  /** Origins that send objects without a length: only `general` can reuse their connections. */
  const withoutLength = new Set<string>();

  const send: RangeTransport = async (request, signal) => {
    const parts = splitUrl(request.url);
    const origin = `${parts.protocol}//${parts.authority}`;
    if (withoutLength.has(origin) || network.proxyFor(parts) !== undefined) return general.send(request, signal);
    for (;;) {
      signal.throwIfAborted();
      const { connection, isNew } = pool.acquire(origin, parts);
      let hasResponse = false;
      const onAbort = () => {
        // If a reused connection is silently dead, so probably are the other idle ones: a NAT or firewall dropped them.
        if (!isNew && !hasResponse) pool.discardIdle(origin);
        connection.destroy();
      };
      signal.addEventListener('abort', onAbort, { once: true });
      const release = (reusable: boolean) => {
        signal.removeEventListener('abort', onAbort);
        if (reusable) pool.release(origin, connection);
        else pool.discard(connection);
      };
      let exchanged: Exchanged;
      try {
        exchanged = await exchangeHead(connection, parts, request.headers);
      } catch (error) {
        release(false);
        signal.throwIfAborted();
        if (isNew) throw error;
        continue; // The server had closed the idle connection before the request reached it.
      }
      hasResponse = true;
      const { head, headBytes, received } = exchanged;
      const length = head === null ? undefined : readBodyLength(head);
      if (head !== null && length !== undefined) {
        const body = { first: received.subarray(headBytes), length };
        return toRangeResponse(head, body, connection, release, signal);
      }
      if (head?.status === 206 || head?.status === 200) withoutLength.add(origin);
      const { hostname } = parts;
      return readWithNode({ connection, hostname, received, release: () => release(false) }, signal);
    }
  };

  return {
    send,
    closeIdle() {
      pool.discardAllIdle();
      general.closeIdle();
    },
    close() {
      pool.close();
      general.close();
    },
  };
}

/** Returns the length of a body that is delimited by its length alone. */
function readBodyLength({ status, headers }: ResponseHead): number | undefined {
  if (status === 204 || status === 304) return 0;
  const length = headers.get('content-length');
  if (status < 200 || headers.has('transfer-encoding') || length === undefined || !/^\d+$/.test(length))
    return undefined;
  return Number(length);
}

interface Body {
  /** The bytes that arrived with the head. */
  readonly first: Buffer;
  readonly length: number;
}

function toRangeResponse(
  head: ResponseHead,
  { first, length }: Body,
  connection: SocketConnection,
  release: (reusable: boolean) => void,
  signal: AbortSignal,
): RangeResponse {
  let released = false;
  let onCancel: (() => void) | undefined;
  const releaseOnce = (reusable: boolean) => {
    if (!released) release(reusable);
    released = true;
  };
  return {
    status: head.status,
    header: (name) => head.headers.get(name) ?? null,
    cancel() {
      releaseOnce(false);
      onCancel?.();
    },
    read: (onChunk, room) =>
      new Promise((resolve, reject) => {
        signal.throwIfAborted();
        let left = length;
        let handling: Promise<void> | undefined;
        const finish = () => {
          releaseOnce(head.keepsConnection && connection.alive());
          resolve();
        };
        const fail = (error: unknown) => {
          releaseOnce(false);
          reject(error);
        };
        const onHandled = () => {
          handling = undefined;
          if (left === 0) finish();
        };
        const take = (bytes: Buffer): void | Promise<void> => {
          if (bytes.length > left) return fail(bodyTooLong(length));
          left -= bytes.length;
          try {
            const wait = onChunk(bytes);
            if (wait === undefined) return onHandled();
            handling = wait.then(onHandled, fail);
            return handling;
          } catch (error) {
            fail(error);
          }
        };
        const lost = (error: Error) => {
          if (handling === undefined || signal.aborted) fail(error);
          // The server closed the connection before the bytes at hand were handled. They are kept, and may be the last.
          else if (left > 0) void handling.then(() => fail(error));
        };
        onCancel = () => reject(new Error('the response was cancelled'));
        connection.receive({ take, room, lost });
        const wait = first.length === 0 && left > 0 ? undefined : take(first);
        if (wait === undefined) connection.resume();
        else void wait.then(() => connection.resume());
      }),
  };
}
