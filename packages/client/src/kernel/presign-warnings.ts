import type { Credentials, HeaderMap, PresignWarning, ResolvedRequest } from '@ossferry/contract';
import { hasDotSegment } from '../transport/check-fetchable.ts';
import { documentedKeyBytes, keyBytes } from './check-names.ts';

export interface SignedParts {
  readonly request: ResolvedRequest;
  readonly url: string;
  readonly signedHeaders: HeaderMap;
  readonly credentials: Credentials | null;
}

/** Returns warnings about possible problems for users of a URL. */
export function presignWarnings(parts: SignedParts): readonly PresignWarning[] {
  const warnings: PresignWarning[] = [];
  const warn: Warn = (code, message) => void warnings.push({ code, message });
  warnOfCredentials(parts, warn);
  warnOfUrl(parts, warn);
  if (parts.request.query.length > 0) warnOfQuery(parts, warn);
  warnOfKey(parts, warn);
  warnOfRequest(parts, warn);
  return warnings;
}

type Warn = (code: PresignWarning['code'], message: string) => void;

function warnOfCredentials({ credentials, request: { headers } }: SignedParts, warn: Warn): void {
  if (credentials === null) {
    warn('NotSigned', 'There are no credentials, so the URL is not signed: it works for public objects only.');
    return;
  }
  const { accessKeyId, securityToken, expiration } = credentials;
  if (securityToken !== undefined && expiration === undefined) {
    warn(
      'TokenEndUnknown',
      'The URL expires with its security token, and the source of the credentials does not say when.',
    );
  }
  const hasToken = securityToken !== undefined || Object.hasOwn(headers, 'x-oss-security-token');
  if (accessKeyId.startsWith('STS.') && !hasToken) {
    warn(
      'TokenMissing',
      'The access key ID is a temporary one (STS.…), but there is no security token: OSS refuses the URL.',
    );
  }
}

function warnOfUrl({ url, request: { endpoint } }: SignedParts, warn: Warn): void {
  const isLocal = loopback.test(url);
  if (!endpoint.region.includes('-') && !isLocal) {
    warn('RegionIncomplete', `The region "${endpoint.region}" has no prefix: public OSS uses IDs like cn-hangzhou.`);
  }
  if (url.startsWith('http:') && !isLocal) {
    warn('NotEncrypted', 'The URL uses http: everyone who sees the traffic can use it.');
  }
  if (ownHostInPathStyle.test(url)) {
    warn(
      'PathStyleRefused',
      "The bucket is in the path, which OSS's own hosts refuse (SecondLevelDomainForbidden): turn `usePathStyle` off.",
    );
  }
}

function warnOfQuery({ request: { query } }: SignedParts, warn: Warn): void {
  for (const [name, value] of query) {
    if (name === 'response-content-type') {
      warn(
        'ContentTypeRefused',
        'OSS refuses response-content-type (EC 0017-00000902): set the type when you upload the object.',
      );
    } else if (name === 'versionId' && value === '') {
      warn('VersionIdEmpty', 'The version ID is empty, which OSS refuses (EC 0012-00000201).');
    } else if (name === trafficLimit) {
      warnOfTrafficLimit(value, warn);
    }
  }
}

function warnOfKey({ request: { key = '' } }: SignedParts, warn: Warn): void {
  if (hasDotSegment(key)) {
    warn('DotSegment', 'The key has a "." or ".." segment: browsers, fetch and many clients request another object.');
  }
  if (key.startsWith('/') || key.startsWith('\\')) {
    warn('KeyBeginsWithSlash', 'The key begins with "/" or "\\", which OSS refuses (EC 0016-00000005).');
  }
  if (key.length * 3 > documentedKeyBytes && keyBytes(key) > documentedKeyBytes) {
    warn('KeyTooLong', `The key is longer than the ${documentedKeyBytes} bytes that OSS documents.`);
  }
}

function warnOfRequest({ request: { headers, body }, signedHeaders }: SignedParts, warn: Warn): void {
  const limit = headers[trafficLimit];
  if (limit !== undefined) warnOfTrafficLimit(limit, warn);
  const unsigned = Object.keys(headers).filter((name) => !Object.hasOwn(signedHeaders, name));
  if (unsigned.length > 0) {
    warn(
      'HeadersUnsigned',
      `The URL does not include these headers; the recipient must send them: ${unsigned.join(', ')}.`,
    );
  }
  if (body !== undefined) warn('BodyNotCarried', 'The URL does not include the body: the recipient must send it.');
}

function warnOfTrafficLimit(text: string, warn: Warn): void {
  if (isTrafficLimit(text)) return;
  warn(
    'TrafficLimitRefused',
    'The traffic limit is not from 819200 to 838860800 bits per second, as OSS requires (EC 0004-00000502).',
  );
}

const trafficLimit = 'x-oss-traffic-limit';

function isTrafficLimit(text: string): boolean {
  return /^\d+$/.test(text) && Number(text) >= 819_200 && Number(text) <= 838_860_800;
}

const loopback = /^https?:\/\/(?:[^/]*\.)?(?:localhost|127\.\d+\.\d+\.\d+|\[::1\])(?::\d+)?(?:\/|$)/;
const ownHostInPathStyle = /^https?:\/\/(?:oss-[^./]+|[^./]+\.oss)\.aliyuncs\.com[:/]/;
