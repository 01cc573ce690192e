import type { HeaderMap } from '@ossferry/contract';
import { isSignedByDefault, isSubResource } from '@ossferry/core-signer/steps';
import type { SignedInput } from '../signed-input.ts';
import { decodePercent } from '../url/percent-decode.ts';
import { readHost } from '../url/read-host.ts';
import type { UrlSignature } from '../url/read-signature.ts';
import { decodeParameters, type UrlParts } from '../url/split-url.ts';
import type { SignedForm } from './signed-form.ts';

/** The request that was made with the URL, as far as it is known. */
export interface RequestInput {
  /** @default the method that OSS received, or `GET` */
  readonly method?: string | undefined;
  /** All headers that were sent, by name in any case; absent if unknown. */
  readonly headers?: Readonly<Record<string, string>> | undefined;
}

interface SentInput {
  readonly request?: RequestInput | undefined;
  readonly signed?: SignedInput | undefined;
}

/** Reads what a signature of this URL and request would cover. `received` provides the bucket if the URL does not. */
export function readSentRequest(
  parts: UrlParts,
  signature: UrlSignature,
  { request = {}, signed = {} }: SentInput,
  received: SignedForm | undefined,
): SignedForm {
  const { bucket, key } = readObject(parts, received);
  const isV1 = signature.version === 'V1';
  const query = decodeParameters(parts.parameters);
  const signedQuery = isV1
    ? query.filter(([name]) => name === 'Expires' || isSubResource(name))
    : query.filter(([name]) => name !== 'x-oss-signature');
  const headers = normalizeHeaders({ ...request.headers });
  const hasHost = headers['host'] !== undefined || !signature.additionalHeaders.includes('host');
  return {
    method: request.method?.toUpperCase() ?? received?.method ?? 'GET',
    bucket: bucket === '' ? (signed.bucket ?? '') : bucket,
    key,
    query: signedQuery,
    headers: selectSigned(hasHost ? headers : { ...headers, host: parts.host }, signature.additionalHeaders),
    additionalHeaders: isV1 ? [] : signature.additionalHeaders.toSorted(),
  };
}

/** Reads the bucket and object name from a URL. */
export function readObject(
  { host, path }: UrlParts,
  received?: SignedForm | undefined,
): { readonly bucket: string; readonly key: string } {
  const { addressing, bucket } = readHost(host);
  const whole = decodePercent(path.slice(1));
  if (addressing === 'virtual-hosted' && bucket !== undefined) return { bucket, key: whole };
  const [first = '', rest = ''] = whole.split(/\/(.*)/s, 2);
  if (addressing === 'path-style') return { bucket: first, key: rest };
  // Only OSS knows the bucket of a custom domain, and whether the path begins with it.
  const isPathStyle = received !== undefined && received.bucket === first && received.key === rest;
  return isPathStyle ? { bucket: first, key: rest } : { bucket: received?.bucket ?? '', key: whole };
}

/** Trims header values and lower-cases the names. */
export function normalizeHeaders(headers: Readonly<Record<string, string>>): HeaderMap {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.trim().toLowerCase(), value.trim()]));
}

function selectSigned(headers: HeaderMap, additionalHeaders: readonly string[]): HeaderMap {
  const entries = Object.entries(headers);
  return Object.fromEntries(entries.filter(([name]) => isSignedByDefault(name) || additionalHeaders.includes(name)));
}
