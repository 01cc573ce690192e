import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { createSecureContext, createServer } from 'node:tls';
import { generate } from 'selfsigned';
import { onTestFinished } from 'vitest';

/**
 * Starts a TLS server for one test, with a self-signed certificate for `name`. Like OSS, it needs the requested name (SNI)
 * to choose the certificate. Returns its port.
 */
export async function startTls(name: string, validTo: Date): Promise<number> {
  const { cert, private: key } = await generate([{ name: 'commonName', value: name }], {
    keyType: 'ec',
    notBeforeDate: new Date('2026-01-01T00:00:00Z'),
    notAfterDate: validTo,
    extensions: [{ name: 'subjectAltName', altNames: [{ type: 2, value: name }] }],
  });
  const context = createSecureContext({ cert, key });
  const server = createServer({ SNICallback: (_, done) => done(null, context) });
  server.on('tlsClientError', () => {});
  onTestFinished(() => {
    server.close();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return (server.address() as AddressInfo).port;
}
