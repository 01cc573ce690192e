import { readFile } from 'node:fs/promises';
import fc from 'fast-check';
import { createCRC64 } from 'hash-wasm';
import { describe, expect, it } from 'vitest';
import { buildModule } from '../../assembly/build.ts';
import { combineCrc64, createCrc64 } from './crc64.ts';

const crc64 = await createCrc64();
const reference = await createCRC64();
const expected = (bytes: Uint8Array) => BigInt(`0x${reference.init().update(bytes).digest('hex')}`);
const acquire = (sizeBytes: number) => crc64.buffersOf?.(sizeBytes).acquire() ?? expect.fail('there is no memory');
const toBytes = (length: number) => Uint8Array.from({ length }, (_, index) => (index * 131 + (index >> 7)) & 255);

describe('createCrc64', () => {
  it('default: the check value of the polynomial of OSS', () => {
    expect(crc64(new TextEncoder().encode('123456789'))).toBe(0x995dc9bbdf1939fan);
    expect(crc64(new Uint8Array())).toBe(0n);
  });

  it('behavior: equals another implementation for random bytes', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 400, size: 'max' }), (bytes) => crc64(bytes) === expected(bytes)));
  });

  it.each([32_767, 32_768, 32_769, 44_000, 65_535, 65_536, 65_537, 76_767, 300_001])(
    'behavior: %i bytes, near the limits between algorithms',
    (n) => {
      expect(crc64(toBytes(n))).toBe(expected(toBytes(n)));
    },
  );

  it('behavior: hashes its own buffers in place, at any offset and length', () => {
    const sizeBytes = 200_000;
    const buffer = acquire(sizeBytes);
    buffer.set(toBytes(sizeBytes));
    fc.assert(
      fc.property(fc.nat(sizeBytes), fc.nat(sizeBytes), (a, b) => {
        const part = buffer.subarray(Math.min(a, b), Math.max(a, b));
        expect(crc64(part)).toBe(expected(part));
      }),
    );
  });

  it('behavior: does not change the hashed bytes', () => {
    const buffer = acquire(100_000);
    buffer.set(toBytes(100_000));
    crc64(buffer);
    expect(Buffer.from(buffer).equals(toBytes(100_000))).toBe(true);
  });

  it('behavior: lending more buffers does not change earlier ones', () => {
    const buffers = Array.from({ length: 20 }, (_, index) => acquire(1024 * 1024).fill(index));
    for (const [index, buffer] of buffers.entries()) expect(buffer.every((byte) => byte === index)).toBe(true);
  });

  it('behavior: reuses returned buffers', () => {
    const pool = crc64.buffersOf?.(4096) ?? expect.fail('there is no memory');
    const first = pool.acquire();
    pool.release(first);
    expect(crc64.buffersOf?.(4096).acquire()).toBe(first);
  });

  it('behavior: the module equals the compiled source', async () => {
    const kept = await readFile(new URL('./crc64-module.ts', import.meta.url), 'utf8');
    expect(kept).toBe(await buildModule());
  });
});

describe('combineCrc64', () => {
  it('default: combines the CRC-64s of two runs', () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ maxLength: 300, size: 'max' }),
        fc.uint8Array({ maxLength: 300, size: 'max' }),
        (first, second) => {
          const whole = Uint8Array.from([...first, ...second]);
          expect(combineCrc64(crc64(first), crc64(second), second.length)).toBe(crc64(whole));
        },
      ),
    );
  });
});
