import fc from 'fast-check';
import { createCRC64 } from 'hash-wasm';
import { describe, expect, it } from 'vitest';
import { combineCrc64, createCrc64 } from '../crc64/crc64.ts';
import { createLedger } from './ledger.ts';

const crc64 = await createCrc64();

describe('crc64', () => {
  it('default: equals the values in the OSS documentation', () => {
    expect(crc64(new TextEncoder().encode('123456789'))).toBe(11051210869376104954n);
    expect(crc64(new TextEncoder().encode('hello from the typescript sdk 世界'))).toBe(2861621986004973752n);
    expect(crc64(new Uint8Array())).toBe(0n);
  });

  it('behavior: combining yields the CRC of the concatenation', () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ maxLength: 3000, size: 'max' }),
        fc.uint8Array({ maxLength: 3000, size: 'max' }),
        (left, right) => {
          const both = new Uint8Array([...left, ...right]);
          expect(combineCrc64(crc64(left), crc64(right), right.length)).toBe(crc64(both));
        },
      ),
    );
  });

  it('behavior: combines lengths beyond 32 bits', async () => {
    const hasher = await createCRC64();
    const block = new Uint8Array(1 << 20);
    const ofZeros = (blocks: number) => {
      hasher.init();
      for (let index = 0; index < blocks; index += 1) hasher.update(block);
      return BigInt(`0x${hasher.digest('hex')}`);
    };
    // 2^33 zero bytes, once by doubling and once by combining halves in another order.
    let doubled = ofZeros(1);
    for (let length = 1 << 20; length < 2 ** 33; length *= 2) doubled = combineCrc64(doubled, doubled, length);
    const quarter = 2 ** 31;
    let quarters = ofZeros(1);
    for (let length = 1 << 20; length < quarter; length *= 2) quarters = combineCrc64(quarters, quarters, length);
    const three = combineCrc64(combineCrc64(quarters, quarters, quarter), quarters, quarter);
    expect(combineCrc64(quarters, three, 3 * quarter)).toBe(doubled);
  });
});

describe('ledger', () => {
  it('default: pieces in any order yield the CRC of the whole; holes are the missing spans', () => {
    const pieces = fc
      .tuple(
        fc.uint8Array({ minLength: 1, maxLength: 500, size: 'max' }),
        fc.array(fc.nat(500), { maxLength: 20, size: 'max' }),
      )
      .chain(([bytes, cuts]) => {
        const edges = [...new Set([0, bytes.length, ...cuts.map((cut) => cut % bytes.length)])].sort((a, b) => a - b);
        const spans = edges.slice(1).map((end, index) => ({ start: edges[index] ?? 0, end }));
        return fc.tuple(fc.constant(bytes), fc.shuffledSubarray(spans, { minLength: spans.length }));
      });
    fc.assert(
      fc.property(pieces, ([bytes, spans]) => {
        const ledger = createLedger();
        const present = new Set<number>();
        for (const { start, end } of spans) {
          expect(ledger.wholeCrc64(bytes.length)).toBeUndefined();
          expect(ledger.add({ offset: start, length: end - start, crc64: crc64(bytes.subarray(start, end)) })).toBe(
            true,
          );
          for (let at = start; at < end; at += 1) present.add(at);
          const missing = ledger.holes({ start: 0, end: bytes.length }).flatMap((hole) => range(hole.start, hole.end));
          expect(missing).toEqual(range(0, bytes.length).filter((at) => !present.has(at)));
          expect(ledger.durableBytes()).toBe(present.size);
        }
        expect(ledger.wholeCrc64(bytes.length)).toBe(crc64(bytes));
      }),
    );
  });

  it('behavior: rejects an overlapping piece, without changes', () => {
    const ledger = createLedger();
    ledger.add({ offset: 10, length: 10, crc64: 1n });
    for (const [offset, length] of [
      [10, 10],
      [5, 6],
      [19, 5],
      [12, 2],
      [0, 100],
    ] as const) {
      expect(ledger.add({ offset, length, crc64: 2n })).toBe(false);
    }
    expect(ledger.durableBytes()).toBe(10);
    expect(ledger.holes({ start: 0, end: 30 })).toEqual([
      { start: 0, end: 10 },
      { start: 20, end: 30 },
    ]);
  });

  it('behavior: an empty piece changes nothing, at any offset', () => {
    const ledger = createLedger();
    expect(ledger.add({ offset: 15, length: 0, crc64: 0n })).toBe(true);
    expect(ledger.add({ offset: 10, length: 10, crc64: 1n })).toBe(true);
    expect(ledger.add({ offset: 15, length: 0, crc64: 0n })).toBe(true);
    expect(ledger.durableBytes()).toBe(10);
    expect(ledger.wholeCrc64(0)).toBe(0n);
  });

  it('behavior: limits holes to the requested span', () => {
    const ledger = createLedger();
    ledger.add({ offset: 10, length: 10, crc64: 1n });
    expect(ledger.holes({ start: 12, end: 18 })).toEqual([]);
    expect(ledger.holes({ start: 15, end: 25 })).toEqual([{ start: 20, end: 25 }]);
    expect(ledger.holes({ start: 5, end: 12 })).toEqual([{ start: 5, end: 10 }]);
  });
});

function range(start: number, end: number): number[] {
  return Array.from({ length: end - start }, (_, index) => start + index);
}
