import { statSync } from 'node:fs';
import { OssError } from '@ossferry/contract';
import { loadCrc64 } from '../load-crc64.ts';
import { createSpanChecker } from '../repair/span-checker.ts';
import { onDisk } from '../workspace/disk-error.ts';
import { openRegularFile } from '../workspace/open-regular-file.ts';
import type { ExpectedObject } from './expected-object.ts';

/**
 * Whether the file of an item exists. Fails with `DestinationDiffers` if it does not have the expected size or CRC-64.
 * If neither is known, any file counts: a download only creates it when it is complete.
 */
export async function isDownloaded(
  destination: string,
  expected: ExpectedObject,
  signal?: AbortSignal,
): Promise<boolean> {
  const present = await onDisk(destination, async () => statSync(destination, { throwIfNoEntry: false }));
  if (present === undefined) return false;
  if (!present.isFile()) throw differs(destination, 'it is not a file');
  const { sizeBytes, crc64 } = expected;
  if (sizeBytes !== undefined && present.size !== sizeBytes) {
    throw differs(destination, `it has ${present.size} bytes instead of ${sizeBytes}`);
  }
  if (crc64 !== undefined) {
    const found = await crc64OfFile(destination, present.size, signal);
    if (found !== crc64) throw differs(destination, `its CRC-64 is ${found} instead of ${crc64}`);
  }
  return true;
}

async function crc64OfFile(path: string, sizeBytes: number, signal: AbortSignal | undefined): Promise<bigint> {
  const file = await onDisk(path, () => openRegularFile(path, 'r'));
  try {
    const check = createSpanChecker({ path, file }, await loadCrc64(), signal);
    return (await check({ start: 0, end: sizeBytes })).crc64;
  } finally {
    await file.close();
  }
}

function differs(destination: string, how: string): OssError {
  return new OssError({
    code: 'DestinationDiffers',
    phase: 'disk',
    message: `"${destination}" exists, but does not match its item: ${how}.`,
    advice: 'Choose another name, or allow replacing.',
  });
}
