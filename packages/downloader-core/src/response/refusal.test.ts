import { describe, expect, it } from 'vitest';
import { readSourceRefusal, refusal } from './refusal.ts';

const order = { url: 'https://h/k?x-oss-signature=canary', headers: {}, start: 7, end: 100 };

function refuse(status: number, elements: Record<string, string> = {}, headers: Record<string, string> = {}) {
  const xml = Object.entries(elements).map(([name, value]) => `<${name}>${value}</${name}>`);
  const response = {
    status,
    header: (name: string) => headers[name] ?? null,
    read: async () => undefined,
    cancel: () => undefined,
  };
  return refusal(response, xml.length === 0 ? '' : `<Error>${xml.join('')}</Error>`, order);
}

describe('refusal', () => {
  it('behavior: a Retry-After date refers to the clock of the server', () => {
    const headers = { date: 'Fri, 02 Jan 2026 03:04:05 GMT', 'retry-after': 'Fri, 02 Jan 2026 03:04:07 GMT' };
    expect(refuse(503, {}, headers)).toMatchObject({ retryAfterMs: 2000, retryable: true });
  });

  it('default: keeps what OSS says about the request, and names it in the message', () => {
    const elements = {
      Code: 'AccessDenied',
      Message: 'Request has Expired.',
      EC: '0003-1',
      RequestId: '5F1',
      HostId: 'h',
    };
    expect(refuse(403, elements)).toMatchObject({
      code: 'UrlExpired',
      message: expect.stringContaining('The URL has expired (OSS returned 403, request ID 5F1).'),
      ec: '0003-1',
      requestId: '5F1',
      details: { HostId: 'h' },
    });
    const { message } = refuse(403, { Code: 'SecurityTokenExpired' });
    expect(message).toContain('The security token in the URL has expired (OSS returned 403).');
  });

  it('behavior: without the time of the server, a Retry-After date refers to the local clock', () => {
    const { retryAfterMs } = refuse(503, {}, { 'retry-after': 'Fri, 01 Jan 2100 00:00:00 GMT' });
    expect(retryAfterMs).toBeGreaterThan(0);
  });

  it('behavior: hides a secret in the first parameter', () => {
    const response = { status: 403, header: () => null, read: async () => undefined, cancel: () => undefined };
    const xml = '<Error><Code>Blocked</Code><Message>got CanarySignatureCanary</Message></Error>';
    const { message } = refusal(response, xml, {
      ...order,
      url: 'https://h/k?Signature=CanarySignatureCanary&Expires=1',
    });
    expect(message).toContain('got ***.');
  });

  it('behavior: an error never contains a signature or token that the server echoes', () => {
    const token = 'CanaryTokenCanary+/=';
    const url = `https://h/k?x-oss-security-token=${encodeURIComponent(token)}&x-oss-signature=${'canary'.repeat(10)}`;
    const echoed = `${token}, ${encodeURIComponent(token)} and ${'canary'.repeat(10)}`;
    const xml = `<Error><Code>Blocked</Code><Message>${echoed}</Message></Error>`;
    const response = { status: 403, header: () => null, read: async () => undefined, cancel: () => undefined };
    const { message } = refusal(response, xml, { ...order, url });
    expect(message).toContain('OSS returned 403 Blocked: ***, *** and ***.');
  });

  it.each([
    [301, 'Redirected'],
    [307, 'Redirected'],
    [300, 'Http300'],
    [304, 'Http304'],
  ])('behavior: %i is %s', (status, code) => {
    expect(refuse(status)).toMatchObject({ code, status });
  });

  it.each([
    [403, { Code: 'AccessDenied', Message: 'Request has expired.' }],
    [403, { Code: 'AccessDenied', Message: 'x', Expires: '2025-02-03T02:55:25.000Z' }],
    [403, { Code: 'SecurityTokenExpired', Message: 'The security token you provided has expired.' }],
  ])('default: %i %j is an expired URL', (status, elements) => {
    const error = refuse(status, elements);
    expect(error).toMatchObject({ code: 'UrlExpired', retryable: false, status, offset: 7, ossCode: elements.Code });
    expect(readSourceRefusal(error)).toMatchObject({ reason: 'expired' });
  });

  it.each([
    [403, { Code: 'RequestTimeTooSkewed', Message: 'The difference … is too large.' }],
    [403, { Code: 'AccessDenied', Message: 'Request is not valid yet.' }],
    [403, { Code: 'AccessDenied', Message: 'x', RequestTime: 'a', ServerTime: 'b' }],
  ])('default: %i %j is a wrong clock', (status, elements) => {
    const error = refuse(status, elements, { date: 'Fri, 02 Jan 2026 03:04:05 GMT' });
    expect(error).toMatchObject({ code: 'ClockSkewed', retryable: false });
    expect(readSourceRefusal(error)).toEqual({ reason: 'clock', serverTime: new Date('2026-01-02T03:04:05Z') });
  });

  it.each([
    [429, 'QpsLimitExceeded'],
    [503, 'TotalQpsLimitExceeded'],
    [503, 'DownloadTrafficRateLimitExceeded'],
    [503, 'SlowDown'],
    [503, 'ServiceUnavailable'],
    [403, 'QpsLimitExceeded'],
    [403, 'DownloadTrafficRateLimitExceeded'],
    [400, 'CpuLimitExceeded'],
    [403, 'Throttling.User'],
  ])('default: %i %s is throttling, and retryable', (status, code) => {
    const error = refuse(status, { Code: code, Message: 'Please reduce.' }, { 'retry-after': '3' });
    expect(error).toMatchObject({ code, status, retryable: true, retryAfterMs: 3000, advice: expect.any(String) });
    expect(error.message).toContain('Please reduce.');
    expect(readSourceRefusal(error)).toBeUndefined();
  });

  it.each([
    ['AccessDenied', { Message: 'You have no right to access this object.' }],
    ['AccessDenied', { Message: 'x', Endpoint: 'oss-cn-beijing.aliyuncs.com' }],
    ['SignatureDoesNotMatch', {}],
    ['InvalidAccessKeyId', {}],
    ['UserDisable', {}],
    ['KmsAccessDenied', { Message: 'Request has expired.', Expires: 'x', ServerTime: 'y' }],
  ])('default: %s %j is not retryable, and has advice', (code, elements) => {
    const error = refuse(403, { Code: code, ...elements });
    expect(error).toMatchObject({ code, status: 403, retryable: false, advice: expect.stringMatching(/\w/) });
  });

  it('behavior: ignores an invalid date', () => {
    const error = refuse(403, { Code: 'RequestTimeTooSkewed' }, { date: 'soon' });
    expect(readSourceRefusal(error)).toEqual({ reason: 'clock', serverTime: undefined });
  });
});
