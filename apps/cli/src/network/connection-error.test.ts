import { describe, expect, it } from 'vitest';
import { sentenceOf } from '../render-error.ts';
import { connectionError } from './connection-error.ts';

const destination = { protocol: 'https:', hostname: 'b.example', port: undefined } as const;

function failure(code: string, facts = {}): Error {
  return Object.assign(new Error('failed'), { code, ...facts });
}

describe('connectionError', () => {
  it.each([
    ['ENOTFOUND', 'HostNotFound', 'is not known to DNS (ENOTFOUND). Check the bucket'],
    ['ECONNRESET', 'ConnectionLost', 'broke the connection (ECONNRESET). Check the network and try again.'],
    ['SELF_SIGNED_CERT_IN_CHAIN', 'InvalidCertificate', '--ca-file'],
    ['ERR_SSL_WRONG_VERSION_NUMBER', 'ConnectionFailed', 'does not speak TLS on this port (wrong version number).'],
  ])('error: %s', (code, expected, sentence) => {
    const error = connectionError(failure(code), destination);
    expect(error).toMatchObject({ code: expected, phase: 'connect' });
    expect(sentenceOf(error)).toMatch(/^b\.example /);
    expect(sentenceOf(error)).toContain(sentence);
  });

  it('behavior: a failure at another port is one of a proxy', () => {
    const elsewhere = failure('ECONNREFUSED', { port: 3128 });
    expect(connectionError(elsewhere, destination).code).toBe('ProxyUnreachable');
    expect(connectionError(elsewhere, { ...destination, port: '3128' }).code).toBe('ConnectionRefused');
    expect(connectionError(failure('ERR_PROXY_TUNNEL', { statusCode: 403 }), destination).code).toBe('ProxyRefused');
  });
});
