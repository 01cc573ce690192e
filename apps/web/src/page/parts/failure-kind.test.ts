import { describe, expect, it } from 'vitest';
import type { FailureFacts } from './failure-facts.ts';
import { isUrlRefusal, kindOf } from './failure-kind.ts';

describe('kindOf', () => {
  it.each<[kind: string, facts: Partial<FailureFacts>]>([
    ['changed', { code: 'ObjectChanged', phase: 'headers', status: 412 }],
    ['policy', { code: 'NotAllowed', phase: 'sign', status: 403 }],
    ['serverAway', { code: 'SigningFailed', phase: 'sign' }],
    ['signingFailed', { code: 'SigningFailed', phase: 'sign', status: 500 }],
    ['storage', { code: 'DiskFailed', phase: 'disk' }],
    ['noResponse', { code: 'ConnectionFailed', phase: 'connect' }],
    ['serverAway', { code: 'ConnectionFailed', phase: 'connect', isLocal: true }],
    ['lost', { code: 'IdleTimeout', phase: 'body' }],
    ['refused', { code: 'InvalidAccessKeyId', phase: 'headers', status: 403 }],
    ['refused', { code: 'constructor', phase: 'headers', status: 400 }],
    ['unavailable', { code: 'Http503', phase: 'headers', status: 503 }],
    ['unknown', {}],
  ])('default: %s', (kind, facts) => {
    expect(kindOf({ message: '', ...facts })).toBe(kind);
  });
});

describe('isUrlRefusal', () => {
  it('behavior: only refusals by OSS', () => {
    const isExplained = (code: string, status?: number): boolean =>
      isUrlRefusal({ code, phase: 'headers', status, message: '' });
    expect(['AccessDenied', 'NoSuchKey', 'UrlExpired', 'Http405'].map((code) => isExplained(code, 405))).toEqual(
      Array(4).fill(true),
    );
    const others = ['ObjectChanged', 'CorsRefused', 'ConnectionFailed', 'Offline', 'ChecksumMismatch'];
    expect(others.map((code) => isExplained(code))).toEqual(Array(5).fill(false));
  });
});
