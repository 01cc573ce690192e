import type { ServerResponse } from 'node:http';
import { encodeHeaderValue, formatHeaderName } from '../protocol/header-value.ts';
import type { OssResponse } from '../protocol/oss-response.ts';
import type { OpenLoggedRequest } from './request-log.ts';

/** Sends a response chunk by chunk, with backpressure. */
export async function sendResponse(response: OssResponse, to: ServerResponse, entry: OpenLoggedRequest): Promise<void> {
  const { body } = response;
  to.sendDate = false;
  for (const [name, value] of Object.entries(response.headers)) {
    to.setHeader(formatHeaderName(name), encodeHeaderValue(value));
  }
  // Last: Node re-encodes a Content-Disposition that is set after Content-Length.
  if (body?.sizeBytes !== undefined && !to.hasHeader('content-length')) to.setHeader('Content-Length', body.sizeBytes);
  to.writeHead(response.status);
  entry.status = response.status;
  // Sends the headers before the first chunk is read, which may take long. Not flushHeaders(): it encodes the Latin-1
  // text as UTF-8 again.
  await writeChunk(to, new Uint8Array());
  for await (const chunk of body?.chunks ?? []) {
    if (chunk.length > 0) {
      // Before the write, so that the log includes all bytes that a client has received.
      entry.bytesSent += chunk.length;
      entry.isComplete = entry.bytesSent === body?.sizeBytes;
      await writeChunk(to, chunk);
    }
  }
  entry.isComplete = true;
  to.end();
}

/** Closes a connection after all written data has been flushed. */
export async function closeConnection(to: ServerResponse, mode: 'close' | 'reset'): Promise<void> {
  const { socket } = to;
  if (socket === null || socket.destroyed) return;
  if (to.headersSent) await new Promise((resolve) => socket.write('', resolve));
  if (mode === 'reset') {
    socket.resetAndDestroy();
  } else {
    socket.destroy();
  }
}

function writeChunk(to: ServerResponse, chunk: Uint8Array): Promise<void> {
  return new Promise((resolve, reject) => {
    const fail = (): void => reject(new Error('The client closed the connection'));
    to.once('close', fail);
    to.write(chunk, (error) => {
      to.off('close', fail);
      if (error) {
        reject(error);
      } else {
        resolve();
      }
    });
  });
}
