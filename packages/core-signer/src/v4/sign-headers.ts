import type { HeaderMap } from '@ossferry/contract';
import { encodeQuery } from '../encode-query.ts';
import { encodeObjectName } from '../encode-text.ts';
import { readHeaders } from '../read-headers.ts';
import { requireCredentials } from '../refusal.ts';
import type { SigningInput } from '../signing-input.ts';
import { canonicalRequest, sortQuery, unsignedPayload } from './canonical-request.ts';
import { reservedParameters } from './reserved-parameters.ts';
import { selectSignedHeaders } from './signed-headers.ts';
import { type SigningKeySource, sharedSigningKey } from './signing-key.ts';
import { formatSigningTime } from './signing-time.ts';
import { signatureVersion, stringToSign } from './string-to-sign.ts';

/** What {@link signHeaders} signs. */
export interface SignHeadersInput extends SigningInput {
  /** General region ID, `cn-hangzhou` for example; the cloud box ID for cloud boxes. */
  readonly region: string;
  /** `oss`, or `oss-cloudbox`. @default 'oss' */
  readonly product?: string | undefined;
  /** Headers to sign beyond those that are always signed, `range` for example; in any case, any order. */
  readonly additionalHeaders?: readonly string[] | undefined;
}

/** The headers of a request that V4 signed, and every step that led to them. */
export interface SignedHeaders {
  /** All headers to send, by lower-case name: the request's own and `authorization`, `date`, `x-oss-date`, …. */
  readonly headers: HeaderMap;
  readonly canonicalRequest: string;
  readonly stringToSign: string;
  /** 64 characters of lower-case hex. */
  readonly signature: string;
}

/**
 * Signs a request in its headers with signature V4, as OSS's page "Signature V4" describes it. Throws an `OssError` of
 * phase `sign` for input that OSS could never accept.
 */
export function signHeaders(input: SignHeadersInput): SignedHeaders {
  return signHeadersWith(sharedSigningKey, input);
}

/** {@link signHeaders} with a signing key of one's own. */
export function signHeadersWith(signingKey: SigningKeySource, input: SignHeadersInput): SignedHeaders {
  const { method = 'GET', bucket, credentials, region, product = 'oss', now } = input;
  requireCredentials(credentials);

  const signingTime = formatSigningTime(now);
  const signer = signingKey(credentials.accessKeySecret, signingTime.slice(0, 8), region, product);
  const sent = readHeaders({
    ...readHeaders(input.headers),
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
  const toSign = stringToSign(signingTime, signer.scope, canonical);
  const signature = signer.sign(toSign);
  const credential = `Credential=${credentials.accessKeyId}/${signer.scope}`;
  const additional = headers.additional === '' ? '' : `,AdditionalHeaders=${headers.additional}`;
  return {
    headers: { ...sent, authorization: `${signatureVersion} ${credential}${additional},Signature=${signature}` },
    canonicalRequest: canonical,
    stringToSign: toSign,
    signature,
  };
}
