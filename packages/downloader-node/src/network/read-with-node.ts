import { Duplex } from 'node:stream';
import type { RangeResponse } from '@ossferry/downloader-core';
import { exchange, toRangeResponse } from './http-transport.ts';
import { networkError } from './network-error.ts';
import type { SocketConnection } from './socket-connection.ts';

/** A response that has started to arrive. */
export interface PartialResponse {
  readonly connection: SocketConnection;
  readonly hostname: string;
  /** The bytes received so far; only valid until the connection is resumed. */
  readonly received: Buffer;
  /** Releases the connection, which cannot be reused. */
  readonly release: () => void;
}

/** Reads a response with the complete parser of `node:http`, over the same connection: nothing is sent again. */
export async function readWithNode(partial: PartialResponse, signal: AbortSignal): Promise<RangeResponse> {
  const createConnection = () => toStream(partial);
  const response = await exchange({ createConnection }, signal).catch((cause) => {
    signal.throwIfAborted();
    throw networkError(cause, partial.hostname);
  });
  return toRangeResponse(response, partial.hostname, signal);
}

/** The connection as a stream for Node. The request that Node writes is dropped, because it was already sent. */
function toStream({ connection, received, release }: PartialResponse): Duplex {
  const stream = new Duplex({
    read: () => connection.resume(),
    write: (_bytes, _encoding, done) => done(),
    final(done) {
      done();
      stream.destroy(); // Node ends the stream after the response.
    },
    destroy(error, done) {
      release();
      done(error);
    },
  });
  stream.on('error', () => undefined); // The request reports it too.
  stream.push(Buffer.from(received));
  connection.receive({
    take(bytes) {
      if (!stream.push(Buffer.from(bytes))) connection.pause(); // A copy: `bytes` is only valid during the call.
    },
    lost(error, wasClosed) {
      if (wasClosed) stream.push(null);
      else stream.destroy(error);
    },
  });
  return stream;
}
