import type { HeaderMap } from '@ossferry/contract';
import { isSignedByDefault, isSubResource } from '@ossferry/core-signer/steps';
import type { SignedInput } from '../signed-input.ts';
import { decodePercent, decodeQueryText } from '../url/percent-decode.ts';
import { readHost } from '../url/read-host.ts';
import type { UrlSignature } from '../url/read-signature.ts';
import type { UrlParts } from '../url/split-url.ts';
import { type SignedForm, unsignedPayload } from './signed-form.ts';

/** The request as it was made with the URL, as far as that is known. */
export interface RequestInput {
  /** @default the method that OSS says it received, or `GET` */
  readonly method?: string | undefined;
  /** All headers that were sent, by name in any case. Absent: nobody knows. */
  readonly headers?: Readonly<Record<string, string>> | undefined;
}

interface SentInput {
  readonly request?: RequestInput | undefined;
  readonly signed?: SignedInput | undefined;
}

/** Reads what a signature of this URL and request would cover. `received` tells the bucket where the URL does not. */
export function readSentRequest(
  parts: UrlParts,
  signature: UrlSignature,
  { request = {}, signed = {} }: SentInput,
  received: SignedForm | undefined,
): SignedForm {
  const { bucket, key } = readObject(parts, received);
  const isV1 = signature.version === 'V1';
  const query = parts.parameters.map(
    ({ name, value = '' }) => [decodeQueryText(name), decodeQueryText(value)] as const,
  );
  const signedQuery = isV1
    ? query.filter(([name]) => isSubResource(name))
    : query.filter(([name]) => name !== 'x-oss-signature');
  const headers = lowerCase({ ...request.headers });
  const hasHost = headers['host'] !== undefined || !signature.additionalHeaders.includes('host');
  return {
    method: request.method?.toUpperCase() ?? received?.method ?? 'GET',
    bucket: bucket === '' ? (signed.bucket ?? '') : bucket,
    key,
    query: signedQuery,
    headers: selectSigned(hasHost ? headers : { ...headers, host: parts.host }, signature.additionalHeaders),
    additionalHeaders: isV1 ? [] : signature.additionalHeaders.toSorted(),
    payload: headers['x-oss-content-sha256'] ?? unsignedPayload,
  };
}

/** Bucket and object name of a URL. */
export function readObject(
  { host, path }: UrlParts,
  received?: SignedForm | undefined,
): { readonly bucket: string; readonly key: string } {
  const { addressing, bucket } = readHost(host);
  const whole = decodePercent(path.slice(1));
  if (addressing === 'virtual-hosted' && bucket !== undefined) return { bucket, key: whole };
  const [first = '', rest = ''] = whole.split(/\/(.*)/s, 2);
  if (addressing === 'path-style') return { bucket: first, key: rest };
  // A custom domain tells no bucket: OSS does, and whether the path begins with it.
  const isPathStyle = received !== undefined && received.bucket === first && received.key === rest;
  return isPathStyle ? { bucket: first, key: rest } : { bucket: received?.bucket ?? '', key: whole };
}

/** Header values without the blanks around them, by lower-case name. */
export function lowerCase(headers: Readonly<Record<string, string>>): HeaderMap {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.trim().toLowerCase(), value.trim()]));
}

function selectSigned(headers: HeaderMap, additionalHeaders: readonly string[]): HeaderMap {
  const entries = Object.entries(headers);
  return Object.fromEntries(entries.filter(([name]) => isSignedByDefault(name) || additionalHeaders.includes(name)));
}
