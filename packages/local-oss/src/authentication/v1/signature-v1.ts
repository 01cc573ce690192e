import { createHmac } from 'node:crypto';
import type { OssRequest } from '../../protocol/oss-request.ts';
import type { QueryParameter } from '../../protocol/query.ts';
import { isSubResource } from './sub-resources.ts';

/** A V1 signature and its string to sign. */
export interface SignatureV1 {
  readonly stringToSign: string;
  /** Base64. */
  readonly signature: string;
}

/** The input of a V1 signature. */
export interface SignatureV1Input {
  readonly request: Pick<OssRequest, 'method' | 'query' | 'headers'>;
  readonly target: { readonly bucket: { readonly name: string }; readonly key: string };
  /** The `Date` or `x-oss-date` header; for URLs, the value of `Expires`. */
  readonly date: string;
  readonly accessKeySecret: string;
}

/**
 * Computes the expected V1 signature of a request.
 *
 * @see https://www.alibabacloud.com/help/en/oss/developer-reference/ddd-signatures-to-urls
 */
export function computeSignatureV1({ request, target, date, accessKeySecret }: SignatureV1Input): SignatureV1 {
  const stringToSign = [
    request.method,
    request.headers.get('content-md5') ?? '',
    request.headers.get('content-type') ?? '',
    date,
    `${canonicalizedHeaders(request.headers)}/${target.bucket.name}/${target.key}${subResources(request.query)}`,
  ].join('\n');
  return { stringToSign, signature: createHmac('sha1', accessKeySecret).update(stringToSign, 'utf8').digest('base64') };
}

function canonicalizedHeaders(headers: ReadonlyMap<string, string>): string {
  return [...headers]
    .filter(([name]) => name.startsWith('x-oss-'))
    .sort(([left], [right]) => (left < right ? -1 : 1))
    .map(([name, value]) => `${name}:${value}\n`)
    .join('');
}

/** Decoded and sorted by name; the first value of a repeated name counts. */
function subResources(query: readonly QueryParameter[]): string {
  const signed = new Map<string, string>();
  for (const { name, value } of query) {
    if (isSubResource(name) && !signed.has(name)) signed.set(name, value);
  }
  const pairs = [...signed]
    .sort(([left], [right]) => (left < right ? -1 : 1))
    .map(([name, value]) => (value === '' ? name : `${name}=${value}`));
  return pairs.length === 0 ? '' : `?${pairs.join('&')}`;
}
