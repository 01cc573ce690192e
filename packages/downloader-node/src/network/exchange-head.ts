import type { HeaderMap } from '@ossferry/contract';
import { networkError } from './network-error.ts';
import { findHeadEnd, maxHeadBytes, mayBeHttp, parseResponseHead, type ResponseHead } from './response-head.ts';
import type { SocketConnection } from './socket-connection.ts';
import type { UrlParts } from './split-url.ts';

/** The beginning of an answer. */
export interface Exchanged {
  /** `null` where only the parser of Node can tell what came. */
  readonly head: ResponseHead | null;
  readonly headBytes: number;
  /** What came of the answer, from its head on. */
  readonly received: Buffer;
}

/** Sends a request, and waits for the head of its answer. Leaves the connection paused. */
export function exchangeHead(connection: SocketConnection, parts: UrlParts, headers: HeaderMap): Promise<Exchanged> {
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

function formatRequest({ path, authority }: UrlParts, headers: HeaderMap): string {
  const lines = Object.entries({ host: authority, 'user-agent': 'ossferry', ...headers });
  return `GET ${path} HTTP/1.1\r\n${lines.map(([name, value]) => `${name}: ${value}\r\n`).join('')}\r\n`;
}
