import type { DownloadEvent } from '@ossferry/downloader-core';

type Warning = Extract<DownloadEvent, { type: 'warning' }>;

export const checksumsDamaged: Warning = {
  type: 'warning',
  code: 'ChecksumsDamaged',
  message: 'The checksums file is damaged: what it no longer tells counts as unknown.',
};

/** Says of a checksums file that it is of no use here. */
export function checksumsStale(difference: string): Warning {
  const message = `The checksums file is of another version of the object (${difference}): it is left out.`;
  return { type: 'warning', code: 'ChecksumsStale', message };
}

export const fetchesAll: Warning = {
  type: 'warning',
  code: 'NoChecksums',
  message: 'There is no checksums file that tells which ranges are bad: all are fetched and compared.',
};

export const fetchesEnd: Warning = {
  type: 'warning',
  code: 'NoChecksums',
  message:
    'There is no checksums file: the end that is missing is fetched first, and all ranges if that is not enough.',
};
