import { runInNewContext } from 'node:vm';
import { OssError } from '@ossferry/contract';
import { describe, expect, it } from 'vitest';
import { findNetworkCause, networkError } from './network-error.ts';

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
    ['EADDRNOTAVAIL', 'ConnectionFailed', true],
    ['ENOBUFS', 'ConnectionFailed', true],
    ['ENETDOWN', 'ConnectionFailed', true],
    ['EHOSTDOWN', 'ConnectionFailed', true],
    ['EAFNOSUPPORT', 'ConnectionFailed', false],
    ['EPERM', 'ConnectionFailed', false],
    ['EACCES', 'ConnectionFailed', false],
    ['ECONNRESET', 'ConnectionLost', true],
    ['EUNHEARDOF', 'ConnectionLost', true],
  ])('behavior: %s is %s', (cause, code, retryable) => {
    const phase = code === 'ConnectionLost' ? 'body' : 'connect';
    expect(explain(cause)).toMatchObject({ code, phase, retryable, message: expect.stringContaining(cause) });
  });

  it('behavior: the advice for a certificate that is not valid yet mentions the clock', () => {
    expect(explain('CERT_NOT_YET_VALID').advice).toContain('clock');
  });
});

describe('findNetworkCause', () => {
  const refused = "Object.assign(new Error('m'), { code: 'ECONNREFUSED' })";

  it('behavior: errors of another realm, like those of Node in Jest', () => {
    const error: unknown = runInNewContext(`new TypeError('fetch failed', { cause: ${refused} })`);
    expect(findNetworkCause(error)).toMatchObject({ code: 'ECONNREFUSED' });
  });

  it('behavior: none in an OssError', () => {
    const cause: unknown = runInNewContext(refused);
    const error = new OssError({ code: 'SessionEnded', phase: 'connect', message: 'It ended.', cause });
    expect(findNetworkCause(error)).toBeUndefined();
  });

  it.each([undefined, null, 'text', new Error('m')])('behavior: none in %s', (error) => {
    expect(findNetworkCause(error)).toBeUndefined();
  });
});
