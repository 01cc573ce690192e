import type { HeaderMap } from '@ossferry/contract';
import type { RangeResponse, RangeTransport } from '@ossferry/downloader-core';
import { bodyTooLong } from '@ossferry/downloader-core/internal';
import type { HttpTransport } from './http-transport.ts';
import type { Network } from './network.ts';
import { networkError } from './network-error.ts';
import { readWithNode } from './read-with-node.ts';
import { findHeadEnd, maxHeadBytes, mayBeHttp, parseResponseHead, type ResponseHead } from './response-head.ts';
import { openConnection, type SocketConnection } from './socket-connection.ts';
import { splitUrl, type UrlParts } from './split-url.ts';

/**
 * The fast path: GETs over bare sockets, at about half the processor time of `node:http`. It knows answers with a
 * `Content-Length`; any other is read by the parser of Node, from the same connection. What goes through a proxy is left
 * to `general`.
 */
export function createSocketTransport(general: HttpTransport, network: Network): HttpTransport {
  const idle = new Map<string, SocketConnection[]>();
  const open = new Set<SocketConnection>();
  /** Hosts whose objects come without a length: only `general` keeps their connections. */
  const withoutLength = new Set<string>();

  const forget = (connection: SocketConnection, key: string): void => {
    open.delete(connection);
    const waiting = idle.get(key) ?? [];
    const index = waiting.indexOf(connection);
    if (index >= 0) waiting.splice(index, 1);
    if (waiting.length === 0) idle.delete(key);
  };
  const borrow = (parts: UrlParts, key: string): { connection: SocketConnection; fresh: boolean } => {
    const waiting = idle.get(key) ?? [];
    for (let connection = waiting.pop(); connection !== undefined; connection = waiting.pop()) {
      if (connection.alive()) return { connection, fresh: false };
    }
    const connection = openConnection(parts, network.trust, () => forget(connection, key));
    open.add(connection);
    return { connection, fresh: true };
  };
  const giveBack = (connection: SocketConnection, key: string): void => {
    connection.receive(null);
    const waiting = idle.get(key);
    if (waiting === undefined) idle.set(key, [connection]);
    else waiting.push(connection);
  };
  const discard = (connection: SocketConnection): void => {
    open.delete(connection);
    connection.destroy();
  };
  /** Where one kept connection is dead without a word, the others are: what stands between forgot them all. */
  const discardIdle = (key: string): void => {
    for (const connection of idle.get(key)?.splice(0) ?? []) discard(connection);
  };

  const send: RangeTransport = async (request, signal) => {
    const parts = splitUrl(request.url);
    const key = `${parts.protocol}//${parts.authority}`;
    if (withoutLength.has(key) || network.proxyFor(parts) !== undefined) return general.send(request, signal);
    for (;;) {
      signal.throwIfAborted();
      const { connection, fresh } = borrow(parts, key);
      let isAnswered = false;
      const onAbort = () => {
        if (!fresh && !isAnswered) discardIdle(key);
        connection.destroy();
      };
      signal.addEventListener('abort', onAbort, { once: true });
      const release = (reusable: boolean) => {
        signal.removeEventListener('abort', onAbort);
        if (reusable) giveBack(connection, key);
        else discard(connection);
      };
      let exchanged: Exchanged;
      try {
        exchanged = await exchangeHead(connection, parts, request.headers);
        isAnswered = true;
      } catch (error) {
        release(false);
        signal.throwIfAborted();
        if (fresh) throw error;
        continue; // The server had closed a kept connection before our request reached it.
      }
      const { head, headBytes, received } = exchanged;
      const length = head === null ? undefined : readBodyLength(head);
      if (head !== null && length !== undefined) {
        return toRangeResponse(head, received.subarray(headBytes), length, connection, release);
      }
      if (head?.status === 206 || head?.status === 200) withoutLength.add(key);
      const { hostname } = parts;
      return readWithNode({ connection, hostname, received, release: () => release(false) }, signal);
    }
  };

  return {
    send,
    close() {
      for (const connection of open) connection.destroy();
      general.close();
    },
  };
}

/** Gives the length of a body that is delimited by nothing else. */
function readBodyLength({ status, headers }: ResponseHead): number | undefined {
  if (status === 204 || status === 304) return 0;
  const length = headers.get('content-length');
  if (status < 200 || headers.has('transfer-encoding') || length === undefined || !/^\d+$/.test(length))
    return undefined;
  return Number(length);
}

function formatRequest({ path, authority }: UrlParts, headers: HeaderMap): string {
  const lines = Object.entries({ host: authority, 'user-agent': 'ossferry', ...headers });
  return `GET ${path} HTTP/1.1\r\n${lines.map(([name, value]) => `${name}: ${value}\r\n`).join('')}\r\n`;
}

interface Exchanged {
  /** `null` where only the parser of Node can tell what came. */
  readonly head: ResponseHead | null;
  readonly headBytes: number;
  /** What came of the answer, from its head on. */
  readonly received: Buffer;
}

function exchangeHead(connection: SocketConnection, parts: UrlParts, headers: HeaderMap): Promise<Exchanged> {
  return new Promise((resolve, reject) => {
    let received: Buffer = Buffer.alloc(0);
    connection.receive({
      take(bytes) {
        received = Buffer.concat([received, bytes]); // Copies: the bytes are only lent.
        for (;;) {
          // Who speaks something else may wait for us to do so too: the rest of a head never comes.
          if (!mayBeHttp(received)) return reject(networkError(noHttp(), parts.hostname));
          const end = findHeadEnd(received);
          if (end === undefined && received.length <= maxHeadBytes) return;
          const head = end === undefined ? null : parseResponseHead(received.toString('latin1', 0, end));
          if (head === null || !isInterim(head)) {
            connection.pause();
            return resolve({ head, headBytes: end ?? 0, received });
          }
          received = received.subarray(end);
        }
      },
      lost: reject,
    });
    connection.resume();
    connection.write(formatRequest(parts, headers));
  });
}

/** Whether it only announces another answer, as `103 Early Hints` does. One that changes the protocol does not. */
function isInterim({ status }: ResponseHead): boolean {
  return status < 200 && status !== 101;
}

/** As the parser of Node says it. */
function noHttp(): Error {
  return Object.assign(new Error('Parse Error: Expected HTTP/'), { code: 'HPE_INVALID_CONSTANT' });
}

function toRangeResponse(
  head: ResponseHead,
  rest: Buffer,
  length: number,
  connection: SocketConnection,
  release: (reusable: boolean) => void,
): RangeResponse {
  let released = false;
  const releaseOnce = (reusable: boolean) => {
    if (!released) release(reusable);
    released = true;
  };
  return {
    status: head.status,
    header: (name) => head.headers.get(name) ?? null,
    cancel: () => releaseOnce(false),
    read: (consume, room) =>
      new Promise((resolve, reject) => {
        let left = length;
        const finish = () => {
          releaseOnce(head.keepsConnection);
          resolve();
        };
        const fail = (error: unknown) => {
          releaseOnce(false);
          reject(error);
        };
        const take = (bytes: Buffer): void | Promise<void> => {
          const body = bytes.length > left ? bytes.subarray(0, left) : bytes;
          if (bytes.length > left) return fail(bodyTooLong(length));
          left -= body.length;
          try {
            const wait = consume(body);
            if (left > 0 || wait === undefined) {
              if (left === 0) finish();
              return wait?.catch(fail);
            }
            return wait.then(finish, fail);
          } catch (error) {
            fail(error);
          }
        };
        connection.receive({ take, room, lost: fail });
        const first = rest.length === 0 && left > 0 ? undefined : take(rest);
        if (first === undefined) connection.resume();
        else void first.then(() => connection.resume());
      }),
  };
}
