import type { DownloadEvent } from '@ossferry/downloader-core';

export type Warning = Extract<DownloadEvent, { type: 'warning' }>;

export const checksumsDamaged: Warning = {
  type: 'warning',
  code: 'ChecksumsDamaged',
  message: 'The checksums file is damaged. Only its intact records are used.',
};

/** There is something at the path of the checksums file that cannot be read. */
export function checksumsUnusable(path: string, why: string): Warning {
  return { type: 'warning', code: 'ChecksumsDamaged', message: `"${path}" ${why}, so no checksums are used.` };
}

/** The checksums file cannot be used. */
export function checksumsStale(difference: string): Warning {
  const message = `The checksums file belongs to another version of the object (${difference}), and is not used.`;
  return { type: 'warning', code: 'ChecksumsStale', message };
}

export const fetchesAll: Warning = {
  type: 'warning',
  code: 'NoChecksums',
  message: 'There is no checksums file to find the bad ranges, so all ranges are downloaded and compared.',
};

export const fetchesEnd: Warning = {
  type: 'warning',
  code: 'NoChecksums',
  message:
    'There is no checksums file, so the missing end is downloaded first, and then all ranges if that is not enough.',
};
