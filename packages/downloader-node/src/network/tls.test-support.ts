import { once } from 'node:events';
import { type AddressInfo, connect } from 'node:net';
import { createServer } from 'node:tls';
import { generate } from 'selfsigned';

/** TLS before a server that has none. */
export interface TlsFront {
  readonly port: number;
  /** The certificate that is its own authority, in PEM form. */
  readonly certificate: string;
  /** Connections that were made. */
  readonly connections: () => number;
  /** The URL that goes through it. */
  readonly through: (url: string) => string;
  readonly close: () => void;
}

/** Puts TLS before a server on this port of 127.0.0.1. */
export async function startTlsFront(innerPort: number): Promise<TlsFront> {
  const { private: key, cert } = await generate([{ name: 'commonName', value: '127.0.0.1' }], {
    extensions: [{ name: 'subjectAltName', altNames: [{ type: 7, ip: '127.0.0.1' }] }],
  });
  let connections = 0;
  const server = createServer({ key, cert }, (socket) => {
    connections += 1;
    const inner = connect(innerPort, '127.0.0.1');
    socket.pipe(inner).pipe(socket);
    socket.on('error', () => inner.destroy());
    inner.on('error', () => socket.destroy());
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    port,
    certificate: cert,
    connections: () => connections,
    through: (url) => url.replace(/^http:\/\/[^/]+/, `https://127.0.0.1:${port}`),
    close: () => void server.close(),
  };
}
