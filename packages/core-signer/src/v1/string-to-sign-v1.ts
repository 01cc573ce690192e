import type { HeaderMap, Query } from '@ossferry/contract';
import { formatHeaders, sortHeaders } from '../normalize-headers.ts';
import { isSubResource } from './sub-resources.ts';

/** The parts of a request that V1 signs. */
export interface StringToSignV1Input {
  readonly method: string;
  readonly bucket: string;
  /** Not encoded. */
  readonly key: string;
  readonly query: Query;
  /** By lower-case name. */
  readonly headers: HeaderMap;
  /** The expiration of the URL in Unix seconds; for headers, the date of the request. */
  readonly date: string;
}

/**
 * Step 1 of V1: writes the string to sign, in which `\n` is a line feed.
 *
 * ```text
 * Method \n Content-MD5 \n Content-Type \n Date \n CanonicalizedOSSHeaders CanonicalizedResource
 * ```
 *
 * - Content-MD5 and Content-Type are empty if the request does not have these headers.
 * - CanonicalizedOSSHeaders: `name:value` and a line feed for each `x-oss-*` header, sorted by lower-case name.
 * - CanonicalizedResource: `/bucket/key`, then `?` and the sub-resources (see {@link isSubResource}), sorted by name.
 *   V1 encodes nothing.
 *
 * @see https://www.alibabacloud.com/help/en/oss/developer-reference/include-signatures-in-the-authorization-header
 * @see https://www.alibabacloud.com/help/en/oss/developer-reference/ddd-signatures-to-urls
 */
export function stringToSignV1(input: StringToSignV1Input): string {
  const { method, headers, date } = input;
  const ossHeaders = Object.entries(headers).filter(([name]) => name.startsWith('x-oss-'));
  const canonicalHeaders = formatHeaders(sortHeaders(ossHeaders));
  const md5 = headers['content-md5'] ?? '';
  const type = headers['content-type'] ?? '';
  return `${method}\n${md5}\n${type}\n${date}\n${canonicalHeaders}${canonicalizedResource(input)}`;
}

function canonicalizedResource({ bucket, key, query }: StringToSignV1Input): string {
  const path = bucket === '' ? '/' : `/${bucket}/${key}`;
  const subResources = query.filter(([name]) => isSubResource(name)).toSorted(compareParameters);
  if (subResources.length === 0) return path;
  return `${path}?${subResources.map(([name, value]) => (value === '' ? name : `${name}=${value}`)).join('&')}`;
}

function compareParameters([nameA, valueA]: Query[number], [nameB, valueB]: Query[number]): number {
  if (nameA === nameB) return valueA < valueB ? -1 : 1;
  return nameA < nameB ? -1 : 1;
}
