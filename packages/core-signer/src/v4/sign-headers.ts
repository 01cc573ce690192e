import type { HeaderMap } from '@ossferry/contract';
import { encodeQuery } from '../encode-query.ts';
import { encodeObjectName } from '../encode-text.ts';
import { normalizeHeaders } from '../normalize-headers.ts';
import { requireCredentials } from '../require-input.ts';
import type { SigningInput } from '../signing-input.ts';
import { canonicalRequest, sortQuery, unsignedPayload } from './canonical-request.ts';
import { reservedParameters } from './reserved-parameters.ts';
import { selectSignedHeaders } from './signed-headers.ts';
import { type SigningKeySource, sharedSigningKey } from './signing-key.ts';
import { formatSigningTime } from './signing-time.ts';
import { signatureVersion, stringToSign } from './string-to-sign.ts';

/** The input of {@link signHeaders}. */
export interface SignHeadersInput extends SigningInput {
  /** Region ID, for example `cn-hangzhou`; for cloud boxes, the cloud box ID. */
  readonly region: string;
  /** `oss`, or `oss-cloudbox`. @default 'oss' */
  readonly product?: string | undefined;
  /**
   * Additional headers to sign, for example `range`; in upper or lower case, in any order. Headers that the request
   * does not contain are ignored.
   */
  readonly additionalHeaders?: readonly string[] | undefined;
}

/** The headers of a request signed with V4, and the intermediate results. */
export interface SignedHeaders {
  /** All headers to send, by lower-case name: the request's own and `authorization`, `date`, `x-oss-date`, …. */
  readonly headers: HeaderMap;
  readonly canonicalRequest: string;
  readonly stringToSign: string;
  /** 64 characters of lower-case hex. */
  readonly signature: string;
}

/**
 * Signs the headers of a request with signature V4. Throws an `OssError` with phase `sign` for input that OSS never
 * accepts.
 *
 * @see https://www.alibabacloud.com/help/en/oss/developer-reference/recommend-to-use-signature-version-4
 */
export function signHeaders(input: SignHeadersInput): SignedHeaders {
  return signHeadersWith(sharedSigningKey, input);
}

/** {@link signHeaders} with its own source of signing keys. */
export function signHeadersWith(signingKeyOf: SigningKeySource, input: SignHeadersInput): SignedHeaders {
  const { method = 'GET', bucket, credentials, region, product = 'oss', now } = input;
  requireCredentials(credentials);

  const signingTime = formatSigningTime(now);
  const signingKey = signingKeyOf(credentials.accessKeySecret, signingTime.slice(0, 8), region, product);
  // Normalized first, so that the signature's headers replace the request's own in any letter case.
  const sent = normalizeHeaders({
    ...normalizeHeaders(input.headers),
    'x-oss-date': signingTime,
    date: now.toUTCString(),
    'x-oss-content-sha256': unsignedPayload,
    ...(credentials.securityToken && { 'x-oss-security-token': credentials.securityToken }),
  });
  const headers = selectSignedHeaders(sent, input.additionalHeaders);

  const canonical = canonicalRequest({
    method,
    bucket,
    key: encodeObjectName(input.key ?? ''),
    query: sortQuery(encodeQuery(input.query, reservedParameters)),
    headers,
  });
  const toSign = stringToSign(signingTime, signingKey.scope, canonical);
  const signature = signingKey.sign(toSign);
  const credential = `Credential=${credentials.accessKeyId}/${signingKey.scope}`;
  const additional = headers.additional === '' ? '' : `,AdditionalHeaders=${headers.additional}`;
  return {
    headers: { ...sent, authorization: `${signatureVersion} ${credential}${additional},Signature=${signature}` },
    canonicalRequest: canonical,
    stringToSign: toSign,
    signature,
  };
}
