import { OssError } from '@ossferry/contract';
import type { DownloadOptions, ObjectIdentity } from '@ossferry/downloader-core';
import { type Checksums, differenceFrom, expectedCrc64 } from './checksums-file.ts';

/** Refuses checksums of another version, with `ObjectChanged`. */
export function refuseOtherVersion(
  { journal }: Checksums,
  identity: ObjectIdentity,
  { pin }: Pick<DownloadOptions, 'pin'>,
): void {
  const difference = differenceFrom(journal, identity, pin);
  if (difference === undefined) return;
  throw new OssError({
    code: 'ObjectChanged',
    phase: 'verify',
    message: `The checksums file belongs to another version of the object: ${difference}.`,
    advice: 'Download the object again, or delete the checksums file to turn the file into the new version.',
  });
}

/** Fails with `NotVerified`: otherwise, a login page of the network or another object could overwrite a good file. */
export function refuseUnverifiable(
  { journal }: Checksums,
  identity: ObjectIdentity,
  { verify = true }: Pick<DownloadOptions, 'verify'>,
): void {
  if (!verify || expectedCrc64(identity, journal) !== undefined) return;
  throw new OssError({
    code: 'NotVerified',
    phase: 'verify',
    message:
      journal === null
        ? 'The server sends no CRC-64, and there is no checksums file, so the repair cannot be verified.'
        : 'The server sends no CRC-64, and the checksums file is damaged, so the repair cannot be verified.',
    advice: 'Check the URL. If it is right, set `verify: false` to repair the file anyway.',
  });
}
