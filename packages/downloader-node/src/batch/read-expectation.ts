import type { BatchItem } from './batch-item.ts';
import { invalidItem } from './check-item.ts';
import type { Expectation } from './expect-object.ts';

/** Reads what an item says of its object; fails with `InvalidItem`. */
export function readExpectation({ sizeBytes, crc64 }: BatchItem): Expectation {
  if (sizeBytes !== undefined && !(Number.isSafeInteger(sizeBytes) && sizeBytes >= 0)) {
    throw invalidItem(`sizeBytes is ${sizeBytes}`, 'Give a whole number of bytes.');
  }
  if (crc64 === undefined) return { sizeBytes };
  if (!/^\d{1,20}$/.test(crc64)) {
    throw invalidItem('crc64 is not a CRC-64', 'Write it in decimal, as x-oss-hash-crc64ecma has it.');
  }
  return { sizeBytes, crc64: BigInt(crc64) };
}
