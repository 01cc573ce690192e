import { statSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { OssError } from '@ossferry/contract';
import { loadCrc64 } from '../load-crc64.ts';
import { createSpanChecker } from '../repair/span-checker.ts';
import { onDisk } from '../workspace/disk-error.ts';
import type { Expectation } from './expect-object.ts';

/**
 * Tells whether the file of an item is there already. Fails with `DestinationDiffers` when something is there that
 * contradicts the size or the CRC-64 that the item has to have; where neither is known, a file that is there is believed,
 * since a download lets it appear only when it is whole.
 */
export async function isPresent(destination: string, expected: Expectation, signal?: AbortSignal): Promise<boolean> {
  const present = await onDisk(destination, async () => statSync(destination, { throwIfNoEntry: false }));
  if (present === undefined) return false;
  if (!present.isFile()) throw differs(destination, 'it is not a file');
  const { sizeBytes, crc64 } = expected;
  if (sizeBytes !== undefined && present.size !== sizeBytes) {
    throw differs(destination, `it has ${present.size} bytes, the item ${sizeBytes}`);
  }
  if (crc64 !== undefined) {
    const found = await crc64OfFile(destination, present.size, signal);
    if (found !== crc64) throw differs(destination, `its CRC-64 is ${found}, that of the item ${crc64}`);
  }
  return true;
}

function crc64OfFile(path: string, sizeBytes: number, signal: AbortSignal | undefined): Promise<bigint> {
  return onDisk(path, async () => {
    const file = await open(path, 'r');
    try {
      const check = createSpanChecker(file, await loadCrc64(), signal);
      return (await check({ start: 0, end: sizeBytes })).crc64;
    } finally {
      await file.close();
    }
  });
}

function differs(destination: string, how: string): OssError {
  return new OssError({
    code: 'DestinationDiffers',
    phase: 'disk',
    message: `"${destination}" exists and is not the object of its item: ${how}.`,
    advice: 'Choose another name, or allow replacing.',
  });
}
