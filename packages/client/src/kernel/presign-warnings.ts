import type { Credentials, HeaderMap, OssRequest } from '@ossferry/contract';
import { hasDotSegment } from '../transport/check-fetchable.ts';
import { documentedKeyBytes, keyBytes } from './check-names.ts';

export interface SignedParts {
  readonly request: OssRequest;
  readonly url: string;
  readonly signedHeaders: HeaderMap;
  readonly credentials: Credentials | null;
}

/** Says what will surprise whoever uses the URL, one sentence each. */
export function presignWarnings(parts: SignedParts): readonly string[] {
  const warnings = [
    ...credentialsWarnings(parts),
    ...urlWarnings(parts),
    ...queryWarnings(parts),
    ...keyWarnings(parts),
  ];
  const { request, signedHeaders } = parts;
  const unsigned = Object.keys(request.headers).filter((name) => !Object.hasOwn(signedHeaders, name));
  return [
    ...warnings,
    unsigned.length > 0 &&
      `Neither in the URL nor signed, so whoever uses the URL has to send them: ${unsigned.join(', ')}.`,
    request.body !== undefined && 'The URL does not carry the body: whoever uses the URL sends it.',
  ].filter((warning) => warning !== false);
}

/** Sentences that hold, and `false` for each that does not. */
type Warnings = readonly (string | false)[];

function credentialsWarnings({ credentials, request: { headers } }: SignedParts): Warnings {
  if (credentials === null) {
    return ['There are no credentials, so the URL is not signed: it opens only what is public.'];
  }
  const { accessKeyId, securityToken, expiration } = credentials;
  const hasToken = securityToken !== undefined || Object.hasOwn(headers, 'x-oss-security-token');
  return [
    securityToken !== undefined &&
      expiration === undefined &&
      'The URL ends with its security token, and the source of the credentials does not say when that is.',
    accessKeyId.startsWith('STS.') &&
      !hasToken &&
      'The access key ID is one of temporary keys (STS.…), but there is no security token: OSS refuses that.',
  ];
}

function urlWarnings({ url }: SignedParts): Warnings {
  return [
    url.startsWith('http:') &&
      !loopback.test(url) &&
      'The URL goes over http: whoever sees the traffic can use it too.',
    ownHostInPathStyle.test(url) &&
      "The bucket stands in the path, which OSS's own hosts refuse (SecondLevelDomainForbidden): turn `usePathStyle` off.",
  ];
}

function queryWarnings({ request: { query, headers } }: SignedParts): Warnings {
  const parameters = new Map(query);
  const trafficLimit = headers['x-oss-traffic-limit'] ?? parameters.get('x-oss-traffic-limit');
  return [
    parameters.has('response-content-type') &&
      'OSS refuses response-content-type today (EC 0017-00000902): set the type when the object is uploaded.',
    parameters.get('versionId') === '' && 'The version ID is empty, which OSS refuses (EC 0012-00000201).',
    trafficLimit !== undefined &&
      !isTrafficLimit(trafficLimit) &&
      'The traffic limit is not from 819200 to 838860800 bits per second, as OSS wants it (EC 0004-00000502).',
  ];
}

function keyWarnings({ request: { key = '' } }: SignedParts): Warnings {
  return [
    hasDotSegment(key) && 'The key has a "." or ".." segment: browsers, fetch and many clients ask for another object.',
    /^[/\\]/.test(key) && 'The key begins with "/" or "\\", which OSS allows to no object (EC 0016-00000005).',
    key.length * 3 > documentedKeyBytes &&
      keyBytes(key) > documentedKeyBytes &&
      `The key is longer than the ${documentedKeyBytes} bytes that OSS documents.`,
  ];
}

function isTrafficLimit(text: string): boolean {
  return /^\d+$/.test(text) && Number(text) >= 819_200 && Number(text) <= 838_860_800;
}

const loopback = /^http:\/\/(?:[^/]*\.)?(?:localhost|127\.\d+\.\d+\.\d+|\[::1\])(?::\d+)?(?:\/|$)/;
const ownHostInPathStyle = /^https?:\/\/(?:oss-[^./]+|[^./]+\.oss)\.aliyuncs\.com[:/]/;
