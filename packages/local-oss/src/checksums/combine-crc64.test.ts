import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { combineCrc64, crc64Combiner } from './combine-crc64.ts';
import { createCrc64, createCrc64Function } from './crc64.ts';

const crc64Of = await createCrc64Function();
const ofText = (text: string): bigint => crc64Of(Buffer.from(text, 'utf8'));

describe('crc64', () => {
  it.each([
    ['123456789', 11051210869376104954n],
    ['hello from the typescript sdk 世界', 2861621986004973752n],
    ['', 0n],
  ])('default: %j', async (text, expected) => {
    const running = await createCrc64();
    for (const byte of Buffer.from(text, 'utf8')) running.update(Uint8Array.of(byte));
    expect([ofText(text), running.digest()]).toEqual([expected, expected]);
  });
});

describe('combineCrc64', () => {
  it('default: returns the CRC of the concatenation', () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ maxLength: 300, size: 'max' }),
        fc.uint8Array({ maxLength: 300, size: 'max' }),
        (first, second) => {
          const expected = crc64Of(Buffer.concat([first, second]));
          expect(combineCrc64(crc64Of(first), crc64Of(second), second.length)).toBe(expected);
          expect(crc64Combiner(second.length)(crc64Of(first), crc64Of(second))).toBe(expected);
        },
      ),
    );
  });

  it('behavior: sizes beyond 32 bits are additive', () => {
    const crc64 = ofText('123456789');
    const zeros = (value: bigint, sizeBytes: number): bigint => combineCrc64(value, 0n, sizeBytes);
    expect(zeros(zeros(crc64, 2 ** 33), 3)).toBe(zeros(crc64, 2 ** 33 + 3));
    expect(zeros(crc64, 2 ** 33)).not.toBe(zeros(crc64, 0));
  });
});
