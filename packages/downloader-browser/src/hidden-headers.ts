import type { DownloadEvent, RangeResponse } from '@ossferry/downloader-core';

type Warning = Extract<DownloadEvent, { type: 'warning' }>;

/** What a download can no longer guarantee if scripts cannot read a header. */
const guarantees: readonly { readonly header: string; readonly code: Warning['code']; readonly lost: string }[] = [
  { header: 'ETag', code: 'NotPinned', lost: 'only the size and the CRC-64 show that all ranges are of one version' },
  { header: 'x-oss-hash-crc64ecma', code: 'NotVerified', lost: 'only the length of the file is verified' },
  {
    header: 'Content-Range',
    code: 'RangeUnproven',
    lost: 'the position of each range is assumed, and the size needs an extra request',
  },
  {
    header: 'Date',
    code: 'ClockUnknown',
    lost: 'a wrong clock on this device cannot be told from an expired URL',
  },
];

/** Returns a warning for each guarantee lost because a successful cross-origin response does not show a header. */
export function findLostGuarantees(response: RangeResponse): Warning[] {
  return guarantees
    .filter(({ header }) => response.header(header.toLowerCase()) === null)
    .map(({ header, code, lost }) => ({
      type: 'warning',
      code,
      message: `The header ${header} is hidden from this page or missing: ${lost}. Add it to the exposed headers of the bucket's CORS rule.`,
    }));
}
