import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { signingKeyCache } from './signing-key.ts';

describe('signingKeyCache', () => {
  it('default: only the last key is cached', () => {
    const signingKey = signingKeyCache();
    const first = signingKey('secret', '20260102', 'cn-hangzhou', 'oss');
    expect(signingKey('secret', '20260102', 'cn-hangzhou', 'oss')).toBe(first);
    signingKey('another secret', '20260102', 'cn-hangzhou', 'oss');
    expect(signingKey('secret', '20260102', 'cn-hangzhou', 'oss')).not.toBe(first);
  });

  it('behavior: a cached key signs like a new one, whatever was requested before', () => {
    const signingKey = signingKeyCache();
    const question = fc.tuple(
      fc.constantFrom('a', 'b'),
      fc.constantFrom('20260102', '20260103'),
      fc.constantFrom('cn-hangzhou', 'cb-123'),
      fc.constantFrom('oss', 'oss-cloudbox'),
    );
    fc.assert(
      fc.property(question, (parts) => {
        expect(signingKey(...parts).sign('text')).toBe(signingKeyCache()(...parts).sign('text'));
      }),
    );
  });

  it('behavior: a failed derivation leaves the cached key unchanged', () => {
    const signingKey = signingKeyCache();
    const before = signingKey('secret', '20260102', 'cn-hangzhou', 'oss').sign('text');
    expect(() => signingKey('another', '20260102', 'oss-cn-hangzhou', 'oss')).toThrow(
      expect.objectContaining({ code: 'InvalidRegion' }),
    );
    expect(signingKey('secret', '20260102', 'cn-hangzhou', 'oss').sign('text')).toBe(before);
  });
});
