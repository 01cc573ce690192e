import type { HeaderMap } from '@ossferry/contract';
import { type HeaderEntry, isSignedByDefault, sortHeaders } from '../normalize-headers.ts';
import { signError } from '../sign-error.ts';

/** The headers that one V4 signature covers. */
export interface V4SignedHeaders {
  /** Sorted by name. */
  readonly entries: readonly HeaderEntry[];
  /** The names of the additional headers, sorted and joined by `;`; `''` if there are none. */
  readonly additional: string;
}

/**
 * Selects the headers to sign: every `x-oss-*` header, `Content-Type`, `Content-MD5`, and those of `additionalHeaders`
 * that the request contains. The others are omitted, as in all official SDKs: OSS refuses a listed header that is not
 * sent.
 *
 * @see https://www.alibabacloud.com/help/en/oss/developer-reference/recommend-to-use-signature-version-4
 */
export function selectSignedHeaders(headers: HeaderMap, additionalHeaders: readonly string[] = []): V4SignedHeaders {
  const listed = additionalHeaders.map((name) => name.toLowerCase());
  const additional = Object.keys(headers)
    .filter((name) => listed.includes(name) && headers[name] !== '' && !isSignedByDefault(name))
    .sort()
    .join(';');
  // OSS refuses underscores here: EC 0002-00000078.
  if (additional.includes('_')) {
    throw signError('InvalidHeader', `The additional headers ${additional} have an underscore.`, 'Do not sign it.');
  }
  const names = additional.split(';');
  const signed = Object.entries(headers).filter(([name]) => isSignedByDefault(name) || names.includes(name));
  return { entries: sortHeaders(signed), additional };
}
