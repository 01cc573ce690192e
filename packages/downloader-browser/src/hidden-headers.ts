import type { DownloadEvent, RangeResponse } from '@ossferry/downloader-core';

type Warning = Extract<DownloadEvent, { type: 'warning' }>;

/** What a download can no longer promise when scripts may not read a header. */
const guarantees: readonly { readonly header: string; readonly code: Warning['code']; readonly lost: string }[] = [
  { header: 'ETag', code: 'NotPinned', lost: 'that all ranges are of one version rests on the size and the CRC-64' },
  { header: 'x-oss-hash-crc64ecma', code: 'NotVerified', lost: 'the file is checked by its length only' },
  {
    header: 'Content-Range',
    code: 'RangeUnproven',
    lost: 'that each answer is the range that was asked for is believed, and the size costs a request of its own',
  },
  {
    header: 'Date',
    code: 'ClockUnknown',
    lost: 'a clock of this device that is wrong cannot be told from a URL that has expired',
  },
];

/** Names each guarantee that is lost because the good answer `response` of another origin does not show a header. */
export function findLostGuarantees(response: RangeResponse): Warning[] {
  return guarantees
    .filter(({ header }) => response.header(header.toLowerCase()) === null)
    .map(({ header, code, lost }) => ({
      type: 'warning',
      code,
      message: `The header ${header} is hidden from this page or not sent: ${lost}. Add it to the exposed headers of the bucket's CORS rule.`,
    }));
}
