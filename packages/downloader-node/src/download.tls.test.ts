import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { stat, writeFile } from 'node:fs/promises';
import { type AddressInfo, connect } from 'node:net';
import { createServer, type Server } from 'node:tls';
import { fileURLToPath } from 'node:url';
import { generate } from 'selfsigned';
import { afterEach, describe, expect, it } from 'vitest';
import { mebibyte, setUpBench } from './download.test-support.ts';

const bench = setUpBench();
let server: Server | undefined;
afterEach(() => void server?.close());

/** Starts a TLS proxy for the local OSS, and returns the URL that goes through it. */
async function throughTls(url: string, certificate: { private: string; cert: string }): Promise<string> {
  server = createServer({ key: certificate.private, cert: certificate.cert }, (socket) => {
    const inner = connect(bench.local.port, '127.0.0.1');
    socket.pipe(inner).pipe(socket);
    socket.on('error', () => inner.destroy());
    inner.on('error', () => socket.destroy());
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return url.replace(/^http:\/\/[^/]+/, `https://127.0.0.1:${port}`);
}

/** Runs a download in its own process, because the trusted authorities are read at the start of a process. */
async function runChild(url: string, destination: string, threads: number, environment: Record<string, string>) {
  const script = fileURLToPath(new URL('./download-child.test-support.ts', import.meta.url));
  const child = spawn(process.execPath, ['--conditions=@ossferry/source', script, url, destination, String(threads)], {
    stdio: ['ignore', 'ignore', 'pipe'],
    env: { ...process.env, ...environment },
  });
  let errors = '';
  child.stderr.on('data', (chunk) => {
    errors += chunk;
  });
  const [code] = await once(child, 'close');
  return { code, errors };
}

describe('https', () => {
  it.each([0, 2])('default: downloads an object over TLS (%i threads)', async (threads) => {
    const certificate = await generate([{ name: 'commonName', value: '127.0.0.1' }], {
      extensions: [{ name: 'subjectAltName', altNames: [{ type: 7, ip: '127.0.0.1' }] }],
    });
    const authority = bench.path('authority.pem');
    await writeFile(authority, certificate.cert);
    await bench.local.generateObject({ bucket: 'bucket', key: 'tls', sizeBytes: 40 * mebibyte, seed: 9 });
    const url = await throughTls((await bench.presign({ key: 'tls' })).url, certificate);
    const { code, errors } = await runChild(url, bench.path('tls'), threads, { NODE_EXTRA_CA_CERTS: authority });
    expect([code, errors]).toEqual([0, '']);
    expect((await stat(bench.path('tls'))).size).toBe(40 * mebibyte);
  });

  it('error: InvalidCertificate for an unknown authority', async () => {
    const certificate = await generate([{ name: 'commonName', value: '127.0.0.1' }]);
    await bench.store('small', 10);
    const url = await throughTls((await bench.presign({ key: 'small' })).url, certificate);
    const { code, errors } = await runChild(url, bench.path('out'), 0, {});
    expect(code).toBe(1);
    expect(errors).toContain('InvalidCertificate');
    expect(await bench.files()).toEqual([]);
  });
});
