import { Duplex } from 'node:stream';
import type { RangeResponse } from '@ossferry/downloader-core';
import { exchange, toRangeResponse } from './http-transport.ts';
import { networkError } from './network-error.ts';
import { maxHeadBytes } from './response-head.ts';
import type { SocketConnection } from './socket-connection.ts';

/** An answer that has begun to come. */
export interface BegunAnswer {
  readonly connection: SocketConnection;
  readonly hostname: string;
  /** What came of it. */
  readonly received: Buffer;
  /** The connection is not needed any more, and carries no other answer. */
  readonly release: () => void;
}

/**
 * Reads an answer with the parser of `node:http`, which knows all of HTTP. It comes over the connection that it was asked
 * for on: nothing is sent again.
 */
export async function readWithNode(answer: BegunAnswer, signal: AbortSignal): Promise<RangeResponse> {
  const createConnection = () => toStream(answer);
  const response = await exchange({ createConnection, maxHeaderSize: maxHeadBytes }, signal).catch((cause) => {
    signal.throwIfAborted();
    throw networkError(cause, answer.hostname);
  });
  return toRangeResponse(response, answer.hostname);
}

/** The connection as Node reads it. What Node writes is its request, which was sent before. */
function toStream({ connection, received, release }: BegunAnswer): Duplex {
  const stream = new Duplex({
    read: () => connection.resume(),
    write: (_bytes, _encoding, done) => done(),
    final(done) {
      done();
      stream.destroy(); // Node ends it behind the answer.
    },
    destroy(error, done) {
      release();
      done(error);
    },
  });
  stream.on('error', () => undefined); // Told to the request as well.
  stream.push(received);
  connection.receive({
    take(bytes) {
      if (!stream.push(Buffer.from(bytes))) connection.pause(); // Copies: the bytes are only lent.
    },
    lost(error, wasClosed) {
      if (wasClosed) stream.push(null);
      else stream.destroy(error);
    },
  });
  return stream;
}
