import { OssError } from '@ossferry/contract';
import type { BatchItem } from './batch-item.ts';
import type { ExpectedObject } from './expected-object.ts';

/** Refuses a single item, or anything else that is not a list, with `InvalidItem`. */
export function checkItems(items: object | null | undefined): void {
  if (typeof items === 'object' && items !== null && (Symbol.iterator in items || Symbol.asyncIterator in items))
    return;
  const message = 'The items are not a list.';
  throw new OssError({ code: 'InvalidItem', phase: 'config', message, advice: 'Give an array or a generator.' });
}

/** Refuses an item without a source or a path, with `InvalidItem`: lists come from files and from untyped code. */
export function checkItem(item: Partial<BatchItem> | null | undefined): void {
  const { source, destination } = item ?? {};
  if (source === undefined || source === null) throw invalidItem('source is missing', 'Give the URL of the object.');
  if (typeof destination === 'string') return;
  throw invalidItem(`destination is ${destination === undefined ? 'missing' : 'not a path'}`, 'Give a file path.');
}

/** Reads the expected properties of an item's object. Fails with `InvalidItem`. */
export function readExpectedObject({ sizeBytes, crc64 }: BatchItem): ExpectedObject {
  if (sizeBytes !== undefined && !(Number.isSafeInteger(sizeBytes) && sizeBytes >= 0)) {
    throw invalidItem(`sizeBytes is ${sizeBytes}`, 'Give a whole number of bytes.');
  }
  if (crc64 === undefined) return { sizeBytes };
  if (!/^\d{1,20}$/.test(crc64)) {
    throw invalidItem('crc64 is not a CRC-64', 'Write it in decimal, like x-oss-hash-crc64ecma.');
  }
  return { sizeBytes, crc64: BigInt(crc64) };
}

function invalidItem(what: string, advice: string): OssError {
  return new OssError({ code: 'InvalidItem', phase: 'config', message: `The item's ${what}.`, advice });
}
