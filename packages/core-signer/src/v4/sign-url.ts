import type { HeaderMap } from '@ossferry/contract';
import { encodeQuery } from '../encode-query.ts';
import { encodeObjectName, encodeQueryText } from '../encode-text.ts';
import { normalizeHeaders } from '../normalize-headers.ts';
import { requireCredentials, requireLifetime } from '../require-input.ts';
import type { UrlInput } from '../signing-input.ts';
import { canonicalRequest, sortQuery } from './canonical-request.ts';
import { reservedParameters } from './reserved-parameters.ts';
import type { SignHeadersInput } from './sign-headers.ts';
import { selectSignedHeaders } from './signed-headers.ts';
import { type SigningKeySource, sharedSigningKey } from './signing-key.ts';
import { formatSigningTime } from './signing-time.ts';
import { signatureVersion, stringToSign } from './string-to-sign.ts';

/** The input of {@link signUrl}. */
export interface SignUrlInput extends SignHeadersInput, UrlInput {}

/** A URL signed with V4 (a secret), and the intermediate results. */
export interface SignedUrl {
  readonly url: string;
  /** Headers that are part of the signature, by lower-case name. A request to the URL must send exactly these. */
  readonly signedHeaders: HeaderMap;
  readonly canonicalRequest: string;
  readonly stringToSign: string;
  /** 64 characters of lower-case hex. */
  readonly signature: string;
}

/**
 * Signs a URL with signature V4. Throws an `OssError` with phase `sign` for input that OSS never accepts.
 *
 * @see https://www.alibabacloud.com/help/en/oss/developer-reference/add-signatures-to-urls
 */
export function signUrl(input: SignUrlInput): SignedUrl {
  return signUrlWith(sharedSigningKey, input);
}

/** {@link signUrl} with its own source of signing keys. */
export function signUrlWith(signingKeyOf: SigningKeySource, input: SignUrlInput): SignedUrl {
  const { method = 'GET', bucket, credentials, region, product = 'oss', expiresInSeconds } = input;
  requireCredentials(credentials);
  requireLifetime(expiresInSeconds, maxLifetimeSeconds);

  const signingTime = formatSigningTime(input.now);
  const signingKey = signingKeyOf(credentials.accessKeySecret, signingTime.slice(0, 8), region, product);
  const key = encodeObjectName(input.key ?? '');
  const headers = selectSignedHeaders(normalizeHeaders(input.headers), input.additionalHeaders);

  const query = encodeQuery(input.query, reservedParameters);
  const version = `x-oss-signature-version=${signatureVersion}`;
  const date = `x-oss-date=${signingTime}`;
  const expires = `x-oss-expires=${expiresInSeconds}`;
  const credential = `x-oss-credential=${encodeQueryText(`${credentials.accessKeyId}/${signingKey.scope}`)}`;
  const token = credentials.securityToken ? [`x-oss-security-token=${encodeQueryText(credentials.securityToken)}`] : [];
  const additional = headers.additional ? [`x-oss-additional-headers=${encodeQueryText(headers.additional)}`] : [];

  // Already in order, so there is nothing to sort unless the caller passes a query.
  const own = [...additional, credential, date, expires, ...token, version];
  const sortedQuery = query.length === 0 ? own : sortQuery([...query, ...own]);
  const canonical = canonicalRequest({ method, bucket, key, query: sortedQuery, headers });
  const toSign = stringToSign(signingTime, signingKey.scope, canonical);
  const signature = signingKey.sign(toSign);
  const urlQuery = [...query, version, date, expires, credential, ...token, ...additional];
  return {
    url: `${input.baseUrl}${input.path ?? `/${key}`}?${urlQuery.join('&')}&x-oss-signature=${signature}`,
    signedHeaders: Object.fromEntries(headers.entries),
    canonicalRequest: canonical,
    stringToSign: toSign,
    signature,
  };
}

/** The maximum lifetime of a V4 URL, 7 days (EC 0002-00000232). */
export const maxLifetimeSeconds = 604_800;
