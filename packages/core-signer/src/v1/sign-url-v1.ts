import type { HeaderMap, Query } from '@ossferry/contract';
import { encodeQuery } from '../encode-query.ts';
import { encodeObjectName } from '../encode-text.ts';
import { isSignedByDefault, normalizeHeaders, sortHeaders } from '../normalize-headers.ts';
import { requireCredentials, requireLifetime, requireTime } from '../require-input.ts';
import type { SigningInput, UrlInput } from '../signing-input.ts';
import { requireUnambiguous } from './require-unambiguous.ts';
import { reservedParametersV1 } from './reserved-parameters-v1.ts';
import { signatureV1 } from './signature-v1.ts';
import { stringToSignV1 } from './string-to-sign-v1.ts';

/** The input of {@link signUrlV1}. V1 has no region, product or additional headers. */
export interface SignUrlV1Input extends SigningInput, UrlInput {}

/** A URL signed with V1 (a secret), and the intermediate result. */
export interface SignedUrlV1 {
  readonly url: string;
  /** Headers that are part of the signature, by lower-case name. A request to the URL must send exactly these. */
  readonly signedHeaders: HeaderMap;
  readonly stringToSign: string;
  /** 28 characters of base64. */
  readonly signature: string;
}

/**
 * Signs a URL with signature V1, which OSS no longer offers to new accounts and buckets. Throws an `OssError` with phase
 * `sign` for input that OSS never accepts.
 *
 * @see https://www.alibabacloud.com/help/en/oss/developer-reference/ddd-signatures-to-urls
 */
export function signUrlV1(input: SignUrlV1Input): SignedUrlV1 {
  const { method = 'GET', bucket, key = '', query = [], credentials, expiresInSeconds, now } = input;
  requireCredentials(credentials);
  requireLifetime(expiresInSeconds, Number.MAX_SAFE_INTEGER);
  requireTime(now);
  requireUnambiguous(key, query);

  const headers = normalizeHeaders(input.headers);
  const encodedKey = encodeObjectName(key);
  const expires = String(Math.floor(now.getTime() / 1000) + expiresInSeconds);
  const token: Query = credentials.securityToken ? [['security-token', credentials.securityToken]] : [];

  const stringToSign = stringToSignV1({ method, bucket, key, query: [...query, ...token], headers, date: expires });
  const signature = signatureV1(credentials.accessKeySecret, stringToSign);
  const urlQuery = [
    ...encodeQuery(query, reservedParametersV1),
    ...encodeQuery([
      ['OSSAccessKeyId', credentials.accessKeyId],
      ['Expires', expires],
      ...token,
      ['Signature', signature],
    ]),
  ];
  return {
    url: `${input.baseUrl}${input.path ?? `/${encodedKey}`}?${urlQuery.join('&')}`,
    signedHeaders: Object.fromEntries(sortHeaders(Object.entries(headers).filter(([name]) => isSignedByDefault(name)))),
    stringToSign,
    signature,
  };
}
