import { OssError } from '@ossferry/contract';
import type { RangeResponse } from '../ports.ts';

/**
 * Whether a response looks like a page from a captive portal or proxy: it is HTML, and has no header of OSS. Such pages
 * may have a length and an ETag, and support ranges.
 */
export function isForeignPage({ header }: RangeResponse): boolean {
  if (!/^(?:text\/html|application\/xhtml\+xml)\b/i.test(header('content-type') ?? '')) return false;
  const isOfOss = header('x-oss-request-id') !== null || header('x-oss-hash-crc64ecma') !== null;
  // Every server sends a date. If CORS hides it, it hides the headers of OSS too.
  return !isOfOss && header('date') !== null;
}

/** Creates the error for a response that is a page instead of the object. */
export function foreignPage(): OssError {
  return new OssError({
    code: 'NotAnObject',
    phase: 'headers',
    message: 'The response cannot be used: it is an HTML page that does not come from OSS.',
    advice: 'Check for a proxy, or a network that requires a login. If it is the object, turn off `verify`.',
  });
}
