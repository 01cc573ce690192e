import { createHmac } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hmacSha256 } from './hmac-sha256.ts';

describe('hmacSha256', () => {
  it('default: RFC 4231, test case 2', () => {
    const digest = hmacSha256(Buffer.from('Jefe'))('what do ya want for nothing?');
    expect(Buffer.from(digest).toString('hex')).toBe(
      '5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843',
    );
  });

  it('behavior: agrees with OpenSSL for keys and texts of any length, again and again', () => {
    const texts = fc.array(fc.string({ unit: 'binary', maxLength: 3000, size: 'max' }), { maxLength: 3 });
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), texts, (key, all) => {
        const hmac = hmacSha256(key);
        for (const text of all) {
          expect(Buffer.from(hmac(text)).toString('hex')).toBe(createHmac('sha256', key).update(text).digest('hex'));
        }
      }),
      { numRuns: 50 },
    );
  });
});
