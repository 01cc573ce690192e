import type { HeaderMap } from '@ossferry/contract';
import { networkError } from './network-error.ts';
import { findHeadEnd, maxHeadBytes, mayBeHttp, parseResponseHead, type ResponseHead } from './response-head.ts';
import type { SocketConnection } from './socket-connection.ts';
import type { UrlParts } from './split-url.ts';

/** The start of a response. */
export interface Exchanged {
  /** `null` if only Node's parser can read it. */
  readonly head: ResponseHead | null;
  readonly headBytes: number;
  /** The bytes received so far, starting with the head. Only valid until the connection is resumed. */
  readonly received: Buffer;
}

/** Sends a request, and waits for the head of its response. Leaves the connection paused. */
export function exchangeHead(connection: SocketConnection, parts: UrlParts, headers: HeaderMap): Promise<Exchanged> {
  return new Promise((resolve, reject) => {
    let before: Buffer | undefined; // The start of a head that arrives in pieces.
    connection.receive({
      take(bytes) {
        let received = before === undefined ? bytes : Buffer.concat([before, bytes]);
        for (;;) {
          // With another protocol, the rest of a head may never arrive.
          if (!mayBeHttp(received)) return reject(networkError(notHttp(), parts.hostname));
          const end = findHeadEnd(received);
          if (end === undefined && received.length <= maxHeadBytes) {
            before = Buffer.from(received); // A copy, because the bytes are only valid during the call.
            return;
          }
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

/** Whether another response follows, as after `103 Early Hints`. After `101 Switching Protocols`, none does. */
function isInterim({ status }: ResponseHead): boolean {
  return status < 200 && status !== 101;
}

/** The same error as from Node's parser. */
function notHttp(): Error {
  return Object.assign(new Error('Parse Error: Expected HTTP/'), { code: 'HPE_INVALID_CONSTANT' });
}

function formatRequest({ path, authority }: UrlParts, headers: HeaderMap): string {
  const lines = Object.entries({ host: authority, 'user-agent': 'ossferry', ...headers });
  return `GET ${path} HTTP/1.1\r\n${lines.map(([name, value]) => `${name}: ${value}\r\n`).join('')}\r\n`;
}
