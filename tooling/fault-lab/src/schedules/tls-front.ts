import { once } from 'node:events';
import { createServer as createHttpServer } from 'node:http';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';
import { Transform } from 'node:stream';
import { createServer as createTlsServer, type TLSSocket } from 'node:tls';
import type { ScheduledTls, ScheduledTlsFault } from './schedule.ts';
import { readCertificates } from './tls-certificates.ts';

/** A TLS server in front of the local OSS, with the faults of a schedule. */
export interface TlsFront {
  /** Its certificate, as PEM. */
  readonly ca: string;
  /** The value of the option `proxy`. */
  readonly proxy: string;
  /** Changes a URL of the local OSS to one of the front. */
  readonly through: (url: string) => string;
  /** The number of connections with a fault. */
  readonly faultyConnections: () => number;
  /** Whether the server with the untrusted certificate received anything. */
  readonly wasDeceived: () => boolean;
  /** Ends the faults. */
  readonly heal: () => void;
  readonly close: () => void;
}

/**
 * Starts a front. A relay passes the encrypted bytes on, so that a fault can be anywhere: in a handshake, or in the middle
 * of a record.
 */
export async function openTlsFront(ossPort: number, { isProxied, ...settings }: ScheduledTls): Promise<TlsFront> {
  const { trusted, untrusted } = await readCertificates();
  const sockets = new Set<Socket>();
  let { fault } = settings;
  let connections = 0;
  let faultyConnections = 0;
  let wasDeceived = false;

  const track = (socket: Socket): Socket => {
    sockets.add(socket);
    return socket.on('error', () => socket.destroy()).on('close', () => void sockets.delete(socket));
  };
  const terminate = (socket: TLSSocket) =>
    forward(socket, track(connect(ossPort, '127.0.0.1')), settings.hasCloseNotify);
  const deceive = (socket: TLSSocket) =>
    socket.on('data', () => {
      wasDeceived = true;
    });
  const servers = [
    createTlsServer(trusted, (socket) => terminate(track(socket) as TLSSocket)),
    createTlsServer(untrusted, (socket) => deceive(track(socket) as TLSSocket)),
  ] as const;
  const [trustedPort, untrustedPort] = await Promise.all([listen(servers[0]), listen(servers[1])]);

  const accept = (client: Socket): void => {
    connections += 1;
    const active = fault && connections >= fault.first && connections <= fault.last ? fault : undefined;
    if (active !== undefined) faultyConnections += 1;
    const server = connect(active?.kind === 'untrusted' ? untrustedPort : trustedPort, '127.0.0.1');
    relay(track(client), track(server), active);
  };
  const entrance = isProxied
    ? createHttpServer().on('connect', (_, client: Socket) => {
        client.write('HTTP/1.1 200 OK\r\n\r\n');
        accept(client);
      })
    : createServer(accept);
  const port = await listen(entrance);
  return {
    ca: trusted.cert,
    proxy: isProxied ? `http://127.0.0.1:${port}` : 'none',
    through: (url) => url.replace(/^http:\/\/[^/]+/, `https://127.0.0.1:${port}`),
    faultyConnections: () => faultyConnections,
    wasDeceived: () => wasDeceived,
    heal() {
      fault = undefined;
    },
    close() {
      for (const server of [entrance, ...servers]) server.close();
      for (const socket of sockets) socket.destroy();
    },
  };
}

async function listen(server: Server): Promise<number> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return (server.address() as AddressInfo).port;
}

/** Passes decrypted bytes on. Without close_notify, TLS does not tell the end of the bytes from a cut. */
function forward(socket: TLSSocket, oss: Socket, hasCloseNotify: boolean): void {
  socket.pipe(oss);
  oss.pipe(socket, { end: hasCloseNotify });
  if (!hasCloseNotify) oss.on('end', () => socket.write('', () => socket.destroy()));
  closeTogether(socket, oss);
}

function relay(client: Socket, server: Socket, fault: ScheduledTlsFault | undefined): void {
  client.pipe(server);
  if (fault === undefined || fault.kind === 'untrusted') server.pipe(client);
  else server.pipe(injectFault(fault, client)).pipe(client);
  closeTogether(client, server);
}

function injectFault({ kind, afterBytes }: ScheduledTlsFault, client: Socket): Transform {
  let passedBytes = 0;
  return new Transform({
    transform(bytes: Buffer, _, done) {
      const offset = afterBytes - passedBytes;
      passedBytes += bytes.length;
      if (offset < 0 || offset >= bytes.length) return done(null, bytes);
      if (kind === 'damage') {
        bytes.writeUInt8(bytes.readUInt8(offset) ^ 1, offset);
        return done(null, bytes);
      }
      // `done` is not called: no further bytes pass.
      this.push(bytes.subarray(0, offset));
      if (kind === 'close') this.push(null);
      if (kind === 'reset') setImmediate(() => client.resetAndDestroy());
    },
  });
}

/** Ends `second` with `first`, and `first` if `second` did not end regularly. */
function closeTogether(first: Socket, second: Socket): void {
  first.on('close', () => second.destroy());
  second.on('close', (hadError) => {
    if (hadError) first.destroy();
  });
}
