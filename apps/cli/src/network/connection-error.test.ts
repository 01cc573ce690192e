import { describe, expect, it } from 'vitest';
import { connectionError } from './connection-error.ts';

const destination = { protocol: 'https:', hostname: 'b.example' };

function failure(code: string | undefined, message = 'failed', facts = {}): Error {
  return Object.assign(new Error(message), { code, ...facts });
}

describe('connectionError', () => {
  it.each([
    ['ENOTFOUND', 'HostNotFound', 'bucket, region'],
    ['EAI_AGAIN', 'HostNotFound', 'Check the network'],
    ['ECONNREFUSED', 'ConnectionRefused', 'host and port'],
    ['ETIMEDOUT', 'ConnectionTimeout', 'internal endpoint'],
    ['ECONNRESET', 'ConnectionLost', 'Try again'],
    ['ERR_TLS_CERT_ALTNAME_INVALID', 'InvalidCertificate', 'its own certificate'],
    ['CERT_HAS_EXPIRED', 'InvalidCertificate', 'clock'],
    ['SELF_SIGNED_CERT_IN_CHAIN', 'InvalidCertificate', '--ca-file'],
    ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'InvalidCertificate', '--ca-file'],
    ['CERT_REVOKED', 'InvalidCertificate', 'a valid one'],
    ['ERR_SSL_WRONG_VERSION_NUMBER', 'ConnectionFailed', 'start with http.'],
    ['ERR_SSL_SSLV3_ALERT_HANDSHAKE_FAILURE', 'ConnectionFailed', 'TLS versions'],
    ['HPE_INVALID_CONSTANT', 'ConnectionFailed', 'start with https.'],
    ['EHOSTUNREACH', 'ConnectionFailed', 'firewall'],
  ])('error: %s', (code, expected, advice) => {
    const error = connectionError(failure(code), destination);
    expect(error).toMatchObject({ code: expected, phase: 'connect', advice: expect.stringContaining(advice) });
    expect(error.message).toContain(`b.example`);
    expect(error.message).toContain(`(${code})`);
  });

  it("error: EPROTO with OpenSSL's reason in the message", () => {
    const message = 'write EPROTO 80:error:0A00010B:SSL routines:ssl3_get_record:wrong version number:x.c:354:';
    expect(connectionError(failure('EPROTO', message), destination).message).toContain(
      'does not speak TLS on this port',
    );
  });

  it('behavior: a failure at another port is one of a proxy', () => {
    const elsewhere = failure('ECONNREFUSED', 'refused', { port: 3128 });
    expect(connectionError(elsewhere, destination).code).toBe('ProxyUnreachable');
    expect(connectionError(elsewhere, { ...destination, port: '3128' }).code).toBe('ConnectionRefused');
    expect(connectionError(failure('ERR_PROXY_TUNNEL', '', { statusCode: 403 }), destination).code).toBe(
      'ProxyRefused',
    );
  });
});
