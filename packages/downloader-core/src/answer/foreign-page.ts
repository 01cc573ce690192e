import { OssError } from '@ossferry/contract';
import type { RangeResponse } from '../ports.ts';

/**
 * Whether an answer looks like the page of something in between, of a network that wants a login for example: HTML, and
 * nothing of OSS in it. Such pages come with length, ETag and ranges as well.
 */
export function isForeignPage({ header }: RangeResponse): boolean {
  if (!/^(?:text\/html|application\/xhtml\+xml)\b/i.test(header('content-type') ?? '')) return false;
  const isOfOss = header('x-oss-request-id') !== null || header('x-oss-hash-crc64ecma') !== null;
  // Every server sends a date. A page that may not see it may not see what is of OSS either.
  return !isOfOss && header('date') !== null;
}

/** Says that the answer is a page, and not the object. */
export function foreignPage(): OssError {
  return new OssError({
    code: 'NotAnObject',
    phase: 'headers',
    message: 'The answer cannot be used: it is an HTML page, and nothing in it comes from OSS.',
    advice: 'Look for a network that wants a login, or a proxy. If this is the object, download it without `verify`.',
  });
}
