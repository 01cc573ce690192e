import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { afterEach } from 'vitest';

/** A TCP server that sends exactly the given bytes. */
export interface RawServer {
  readonly url: string;
  readonly authority: string;
  /** The heads of the received requests. */
  readonly requests: readonly string[];
  readonly connections: () => number;
}

/** Responds to a request. `number` counts all requests from 1. */
export type RawHandler = (socket: Socket, number: number) => void;

const closing: (() => void)[] = [];
afterEach(() => {
  for (const close of closing.splice(0)) close();
});

/** Starts a server on a free port until the test ends. `greet` may write before the first request. */
export async function startRawServer(
  handle: RawHandler,
  greet: (socket: Socket) => void = () => undefined,
): Promise<RawServer> {
  const requests: string[] = [];
  const sockets: Socket[] = [];
  const server = createServer((socket) => {
    sockets.push(socket);
    let text = '';
    socket
      .on('error', () => undefined)
      .on('data', (chunk) => {
        text += chunk.toString('latin1');
        for (let end = text.indexOf('\r\n\r\n'); end >= 0; end = text.indexOf('\r\n\r\n')) {
          requests.push(text.slice(0, end));
          text = text.slice(end + 4);
          handle(socket, requests.length);
        }
      });
    greet(socket);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  closing.push(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  const authority = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { url: `http://${authority}/key`, authority, requests, connections: () => sockets.length };
}
