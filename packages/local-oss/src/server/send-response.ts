import type { ServerResponse } from 'node:http';
import { encodeHeaderValue, formatHeaderName } from './header-value.ts';
import type { OssResponse } from './oss-response.ts';
import type { OpenLoggedRequest } from './request-log.ts';

/** Sends an answer, one chunk at a time: the next is read when the connection has taken the last. */
export async function sendResponse(response: OssResponse, to: ServerResponse, entry: OpenLoggedRequest): Promise<void> {
  const { body } = response;
  to.sendDate = false;
  for (const [name, value] of Object.entries(response.headers)) {
    to.setHeader(formatHeaderName(name), encodeHeaderValue(value));
  }
  // Last: Node treats a Content-Disposition that follows a Content-Length as text of another encoding.
  if (body?.sizeBytes !== undefined && !to.hasHeader('content-length')) {
    to.setHeader('Content-Length', body.sizeBytes);
  }
  to.writeHead(response.status);
  entry.status = response.status;
  // Headers leave before the body is asked for its first byte, which may be slow or never come. Not by flushHeaders():
  // that encodes Latin-1 as UTF-8 once more.
  await writeChunk(to, new Uint8Array());
  for await (const chunk of body?.chunks ?? []) {
    if (chunk.length > 0) {
      // Before the bytes leave, so that whoever has received them finds them in the log.
      entry.bytesSent += chunk.length;
      entry.isComplete = entry.bytesSent === body?.sizeBytes;
      await writeChunk(to, chunk);
    }
  }
  entry.isComplete = true;
  to.end();
}

/** Ends a connection after everything that was written has left. */
export async function endConnection(to: ServerResponse, how: 'close' | 'reset'): Promise<void> {
  const { socket } = to;
  if (socket === null || socket.destroyed) {
    return;
  }
  if (to.headersSent) {
    await new Promise((resolve) => socket.write('', resolve));
  }
  if (how === 'reset') {
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
