import { once } from 'node:events';
import { type AddressInfo, connect } from 'node:net';
import { createServer } from 'node:tls';
import { generate } from 'selfsigned';

/** A TLS-terminating proxy for a plain server. */
export interface TlsProxy {
  readonly port: number;
  /** Its self-signed certificate, as PEM. */
  readonly certificate: string;
  /** Number of accepted connections. */
  readonly connections: () => number;
  /** Changes a URL to go through this proxy. */
  readonly through: (url: string) => string;
  readonly close: () => void;
}

/** Starts a proxy for the server on this port of 127.0.0.1. */
export async function startTlsProxy(innerPort: number): Promise<TlsProxy> {
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
