import type { HeaderMap } from '@ossferry/contract';
import { encodeQuery } from '../encode-query.ts';
import { encodeObjectName } from '../encode-text.ts';
import { normalizeHeaders } from '../normalize-headers.ts';
import { requireCredentials, requireTime } from '../require-input.ts';
import type { SigningInput } from '../signing-input.ts';
import { reservedParametersV1 } from './reserved-parameters-v1.ts';
import { signatureV1 } from './signature-v1.ts';
import { stringToSignV1 } from './string-to-sign-v1.ts';

/** The headers of a request signed with V1, and the intermediate result. */
export interface SignedHeadersV1 {
  /** All headers to send, by lower-case name: the request's own and `authorization`, `date`, `x-oss-security-token`. */
  readonly headers: HeaderMap;
  readonly stringToSign: string;
  /** 28 characters of base64. */
  readonly signature: string;
}

/**
 * Signs the headers of a request with signature V1. The date is the request's own `x-oss-date` (the only date header that
 * a browser can send), or `now` in `date`. Throws an `OssError` with phase `sign` for input that OSS never accepts.
 *
 * @see https://www.alibabacloud.com/help/en/oss/developer-reference/include-signatures-in-the-authorization-header
 */
export function signHeadersV1(input: SigningInput): SignedHeadersV1 {
  const { method = 'GET', bucket, key = '', query = [], credentials, now } = input;
  requireCredentials(credentials);
  requireTime(now);
  // Called only for their checks: V1 signs the key and the query unencoded.
  encodeObjectName(key);
  encodeQuery(query, reservedParametersV1);

  const date = now.toUTCString();
  // Normalized first, so that the signature's headers replace the request's own in any letter case.
  const headers = normalizeHeaders({
    ...normalizeHeaders(input.headers),
    date,
    ...(credentials.securityToken && { 'x-oss-security-token': credentials.securityToken }),
  });
  const signedDate = headers['x-oss-date'] ?? date;
  const stringToSign = stringToSignV1({ method, bucket, key, query, headers, date: signedDate });
  const signature = signatureV1(credentials.accessKeySecret, stringToSign);
  return {
    headers: { ...headers, authorization: `OSS ${credentials.accessKeyId}:${signature}` },
    stringToSign,
    signature,
  };
}
