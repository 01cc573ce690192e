import { describe, expect, it } from 'vitest';
import { networkError } from './network-error.ts';

const explain = (code: string) => networkError(Object.assign(new Error('m'), { code }), 'h.example');

describe('networkError', () => {
  it.each([
    ['ECONNREFUSED', 'ConnectionRefused', true],
    ['ENOTFOUND', 'HostNotFound', false],
    ['CERT_HAS_EXPIRED', 'InvalidCertificate', false],
    ['CERT_NOT_YET_VALID', 'InvalidCertificate', false],
    ['EPROTO', 'ConnectionFailed', false],
    ['EMFILE', 'TooManyFiles', true],
    ['ERR_ACCESS_DENIED', 'ConnectionFailed', false],
    ['ECONNRESET', 'ConnectionLost', true],
    ['EUNHEARDOF', 'ConnectionLost', true],
  ])('behavior: %s is %s', (cause, code, retryable) => {
    expect(explain(cause)).toMatchObject({ code, retryable, message: expect.stringContaining(cause) });
  });

  it('behavior: a certificate of tomorrow points at the clock', () => {
    expect(explain('CERT_NOT_YET_VALID').advice).toContain('clock');
  });
});
