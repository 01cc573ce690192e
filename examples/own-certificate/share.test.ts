import { once } from 'node:events';
import { readFile, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { type AddressInfo, connect, type Server } from 'node:net';
import { join } from 'node:path';
import { createServer as createTlsServer } from 'node:tls';
import { generate } from 'selfsigned';
import { describe, expect, it, onTestFinished } from 'vitest';
import { runProgram } from '../test-support/run-program.ts';
import { startBucket } from '../test-support/start-bucket.ts';

const domain = 'files.example.com';

/** Starts a bucket behind a custom domain with a self-signed certificate, and a proxy that resolves the domain. */
async function setUp() {
  const bucket = await startBucket({ customDomains: [domain] });
  const { private: key, cert } = await generate([{ name: 'commonName', value: domain }], {
    extensions: [{ name: 'subjectAltName', altNames: [{ type: 2, value: domain }] }],
  });
  const tls = createTlsServer({ key, cert }, (socket) => {
    socket
      .pipe(connect(bucket.local.port, '127.0.0.1'))
      .pipe(socket)
      .on('error', () => undefined);
  });
  const tlsPort = await listen(tls);
  // DNS does not know the domain, so the program uses a proxy that does.
  const proxy = createServer().on('connect', ({ url }, socket) => {
    if (url !== `${domain}:443`) {
      socket.destroy();
      return;
    }
    socket.write('HTTP/1.1 200 OK\r\n\r\n');
    socket
      .pipe(connect(tlsPort, '127.0.0.1'))
      .pipe(socket)
      .on('error', () => undefined);
  });
  const environment = { ...bucket.environment, HTTPS_PROXY: `http://127.0.0.1:${await listen(proxy)}` };
  const certificate = join(bucket.folder, 'files.pem');
  await writeFile(certificate, cert);
  const run = (file = certificate) => {
    const program = join(import.meta.dirname, 'share.ts');
    return runProgram({ program, args: [`https://${domain}`, file], folder: bucket.folder, environment });
  };
  return { ...bucket, run };
}

async function listen(server: Server): Promise<number> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => void server.close());
  return (server.address() as AddressInfo).port;
}

describe('own-certificate', () => {
  it('default: signs a URL on the domain and trusts its certificate', async () => {
    const { run, folder, content } = await setUp();
    const [url, report] = await run();
    expect(url).toMatch(/^https:\/\/files\.example\.com\/report\.pdf\?x-oss-/);
    expect(report).toBe('2000000 bytes, verified by crc64');
    expect((await readFile(join(folder, 'report.pdf'))).equals(content)).toBe(true);
  });

  it('error: does not trust another certificate', async () => {
    const { run, folder } = await setUp();
    const other = await generate([{ name: 'commonName', value: domain }]);
    await writeFile(join(folder, 'other.pem'), other.cert);
    await expect(run(join(folder, 'other.pem'))).rejects.toMatchObject({
      code: 1,
      stderr: expect.stringContaining("code: 'InvalidCertificate'"),
    });
  });
});
