import { createHmac } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hmacSha256 } from './hmac-sha256.ts';

// Any code point except surrogates. The unit 'binary' is the same, but takes seconds to set up.
const character = fc
  .oneof(fc.nat({ max: 0xd7ff }), fc.integer({ min: 0xe000, max: 0x10ffff }))
  .map((code) => String.fromCodePoint(code));

describe('hmacSha256', () => {
  it('default: RFC 4231, test case 2', () => {
    const digest = hmacSha256(Buffer.from('Jefe'))('what do ya want for nothing?');
    expect(Buffer.from(digest).toString('hex')).toBe(
      '5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843',
    );
  });

  // A key longer than SHA-256's block of 64 bytes is hashed first.
  it.each([0, 1, 63, 64, 65, 200])('behavior: a key of %i bytes', (length) => {
    const key = new Uint8Array(length).fill(7);
    const digest = Buffer.from(hmacSha256(key)('text')).toString('hex');
    expect(digest).toBe(createHmac('sha256', key).update('text').digest('hex'));
  });

  it.each([2047, 2048, 2049, 5000])(
    'behavior: a text of %i characters, with and without a non-ASCII character',
    (length) => {
      for (const text of ['a'.repeat(length), `${'a'.repeat(length - 1)}é`]) {
        const digest = Buffer.from(hmacSha256(Buffer.from('key'))(text)).toString('hex');
        expect(digest).toBe(createHmac('sha256', 'key').update(text).digest('hex'));
      }
    },
  );

  it('behavior: agrees with OpenSSL for keys and texts of any length, also when reused', () => {
    const texts = fc.array(fc.string({ unit: character, maxLength: 3000, size: 'max' }), { maxLength: 3 });
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200, size: 'max' }), texts, (key, all) => {
        const hmac = hmacSha256(key);
        for (const text of all) {
          expect(Buffer.from(hmac(text)).toString('hex')).toBe(createHmac('sha256', key).update(text).digest('hex'));
        }
      }),
      { numRuns: 50 },
    );
  });
});
