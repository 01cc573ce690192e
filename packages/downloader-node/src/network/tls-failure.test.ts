import { once } from 'node:events';
import { type AddressInfo, createServer as createSocketServer, type Server } from 'node:net';
import { createServer, type TlsOptions } from 'node:tls';
import { generate, type SelfsignedOptions } from 'selfsigned';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { createHttpTransport } from './http-transport.ts';
import { openNetwork, readNetworkSettings } from './network.ts';
import { networkError } from './network-error.ts';
import { hasOpenssl, startOpenssl, type TestCertificate } from './openssl.test-support.ts';
import { createSocketTransport } from './socket-transport.ts';

let server: Server | undefined;
afterEach(() => void server?.close());

type CertificateExtension = NonNullable<SelfsignedOptions['extensions']>[number];

async function listen(started: Server): Promise<number> {
  server = started.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return (server.address() as AddressInfo).port;
}

const namedBy = (value: string): CertificateExtension => ({ name: 'subjectAltName', altNames: [{ type: 2, value }] });
const names = namedBy('localhost');
const subject = [{ name: 'commonName', value: 'localhost' }];

/** Sends a request over both transports, trusting the certificate, and expects the same failure from both. */
async function expectFailure(port: number, { cert }: TestCertificate, failure: Readonly<Record<string, unknown>>) {
  const network = openNetwork(readNetworkSettings({ proxy: 'none', ca: cert }));
  const general = createHttpTransport(network);
  const raw = createSocketTransport(network);
  for (const { send } of [raw, general]) {
    const request = { url: `https://localhost:${port}/key`, headers: {} };
    const sent = send(request, new AbortController().signal);
    await expect(sent).rejects.toMatchObject({ phase: 'connect', retryable: false, ...failure });
  }
  raw.close();
  general.close();
}

describe.skipIf(!hasOpenssl)(`openssl s_server${hasOpenssl ? '' : ': openssl is not installed'}`, () => {
  let certificate: TestCertificate;
  beforeAll(async () => {
    certificate = await generate(subject, { extensions: [names] });
  });

  it.each([
    [
      'only TLS 1.1',
      ['-tls1_1', '-cipher', 'ALL:@SECLEVEL=0'],
      /alert protocol version/,
      'It supports neither TLS 1.2',
    ],
    [
      'other ciphers',
      ['-tls1_2', '-cipher', 'CAMELLIA256-SHA'],
      /alert handshake failure/,
      'It requires other ciphers',
    ],
    [
      'another name',
      ['-servername', 'other', '-servername_fatal', '-cert2', '<pem>', '-key2', '<pem>'],
      /unrecognized name/,
      'It does not know this host name',
    ],
    ['a client certificate', ['-tls1_2', '-Verify', '1'], /alert handshake failure/, 'or a client certificate'],
    [
      'a client certificate over TLS 1.3',
      ['-tls1_3', '-Verify', '1'],
      /alert certificate required/,
      'It requires a client certificate',
    ],
  ])('error: a server that requires %s is a final refusal', async (_, options, reason, advice) => {
    const port = await startOpenssl(certificate, options);
    await expectFailure(port, certificate, {
      code: 'ConnectionFailed',
      message: expect.stringMatching(
        new RegExp(`^localhost refused the TLS handshake \\([^)]*${reason.source}\\)\\. `),
      ),
      advice: expect.stringContaining(advice),
    });
  });
});

describe('certificates', () => {
  const day = 86_400_000;
  const weakServer: TlsOptions = { ciphers: 'DEFAULT@SECLEVEL=0' };
  it.each<[string, SelfsignedOptions, string, string]>([
    ['a weak key', { keySize: 1024, extensions: [names] }, 'has an invalid certificate (', 'a valid one'],
    [
      'another purpose',
      { extensions: [names, { name: 'extKeyUsage', emailProtection: true }] },
      'has an invalid certificate (INVALID_PURPOSE)',
      'a valid one',
    ],
    [
      'an expiry date in the past',
      { extensions: [names], notBeforeDate: new Date(day), notAfterDate: new Date(2 * day) },
      'has an expired certificate (CERT_HAS_EXPIRED)',
      'Check the clock of this machine',
    ],
    [
      'a start date in the future',
      { extensions: [names], notBeforeDate: new Date('2100-01-01'), notAfterDate: new Date('2101-01-01') },
      'has a certificate that is not valid yet (CERT_NOT_YET_VALID)',
      'Check the clock of this machine.',
    ],
    [
      'another name',
      { extensions: [namedBy('other.example')] },
      'has a certificate for other names (ERR_TLS_CERT_ALTNAME_INVALID)',
      'A custom domain needs its own certificate for https.',
    ],
  ])('error: one with %s is final', async (_, options, what, advice) => {
    const certificate = await generate(subject, options);
    const port = await listen(createServer({ ...weakServer, key: certificate.private, cert: certificate.cert }));
    await expectFailure(port, certificate, {
      code: 'InvalidCertificate',
      message: expect.stringContaining(`localhost ${what}`),
      advice: expect.stringContaining(advice),
    });
  });

  it('error: the advice for an unknown authority mentions the option ca', async () => {
    const [shown, trusted] = [await generate(subject), await generate(subject)];
    const port = await listen(createServer({ key: shown.private, cert: shown.cert }));
    await expectFailure(port, trusted, {
      code: 'InvalidCertificate',
      advice: expect.stringContaining('the option ca or NODE_EXTRA_CA_CERTS'),
    });
  });
});

describe('a server without TLS', () => {
  it.each([
    ['HTTP', 'HTTP/1.1 400 Bad Request\r\n\r\n'],
    ['the greeting of SSH', 'SSH-2.0-OpenSSH_9.2p1\r\n'],
    ['a record that is too long', '\x16\x03\x03\xff\xff'],
  ])('error: %s', async (_, bytes) => {
    const certificate = await generate(subject);
    const port = await listen(
      createSocketServer((socket) => {
        socket.on('error', () => undefined).end(Buffer.from(bytes, 'latin1'));
      }),
    );
    await expectFailure(port, certificate, {
      code: 'ConnectionFailed',
      message: expect.stringContaining('localhost does not speak TLS on this port ('),
    });
  });
});

describe('networkError', () => {
  it.each([
    ['ERR_SSL_SSLV3_ALERT_BAD_RECORD_MAC', 'ConnectionLost', true],
    ['ERR_SSL_DECRYPTION_FAILED_OR_BAD_RECORD_MAC', 'ConnectionLost', true],
    ['ERR_SSL_UNEXPECTED_EOF_WHILE_READING', 'ConnectionLost', true],
    ['ERR_SSL_TLSV1_ALERT_INTERNAL_ERROR', 'ConnectionLost', true],
    ['ERR_SSL_SOMETHING_NEW', 'ConnectionLost', true],
    ['ERR_SSL_TLSV1_ALERT_ACCESS_DENIED', 'ConnectionFailed', false],
    ['ERR_SSL_DH_KEY_TOO_SMALL', 'ConnectionFailed', false],
    ['ERR_SSL_UNSUPPORTED_PROTOCOL', 'ConnectionFailed', false],
    ['ERR_TLS_DH_PARAM_SIZE', 'ConnectionFailed', false],
    ['EPROTO', 'ConnectionFailed', false],
    ['CERT_REVOKED', 'InvalidCertificate', false],
  ])('behavior: %s is %s', (code, expected, retryable) => {
    const error = networkError(Object.assign(new Error('m'), { code }), 'h.example');
    expect(error).toMatchObject({ code: expected, retryable });
  });
});
