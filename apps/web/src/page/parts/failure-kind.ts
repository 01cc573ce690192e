import type { FailureFacts } from './failure-facts.ts';

/** The kinds of failures that the page has a text for. */
export type FailureKind =
  | 'changed'
  | 'clock'
  | 'cors'
  | 'damaged'
  | 'denied'
  | 'diskFull'
  | 'expired'
  | 'interfered'
  | 'lost'
  | 'noResponse'
  | 'noBucket'
  | 'noObject'
  | 'notSigned'
  | 'offline'
  | 'policy'
  | 'refused'
  | 'serverAway'
  | 'signature'
  | 'signingFailed'
  | 'storage'
  | 'tooMany'
  | 'unavailable'
  | 'unknown';

/** Classifies a failure by its code, or else by its phase and status. */
export function kindOf({ code = '', phase, status, isLocal = false }: FailureFacts): FailureKind {
  // The local OSS stops together with the server of the page.
  if (isLocal && code === 'ConnectionFailed') return 'serverAway';
  const known = kinds.get(code);
  if (known !== undefined) return known;
  if (phase === 'sign') return status === undefined ? 'serverAway' : 'signingFailed';
  if (phase === 'disk') return 'storage';
  if (phase === 'connect') return 'noResponse';
  if (phase === 'body') return 'lost';
  if (status === undefined || status < 400) return 'unknown';
  return status < 500 ? 'refused' : 'unavailable';
}

/** Whether OSS refused the URL, so that the URL may explain the failure. */
export function isUrlRefusal(facts: FailureFacts): boolean {
  return kindsOfUrl.has(kindOf(facts));
}

const kindsOfUrl: ReadonlySet<FailureKind> = new Set([
  'clock',
  'denied',
  'expired',
  'noBucket',
  'noObject',
  'notSigned',
  'refused',
  'signature',
]);

// A map, since a server may send any code, even `constructor`.
const kinds: ReadonlyMap<string, FailureKind> = new Map(
  Object.entries<FailureKind>({
    AccessDenied: 'denied',
    BodyTooLong: 'interfered',
    ChecksumMismatch: 'damaged',
    ClockSkewed: 'clock',
    CorsRefused: 'cors',
    DiskFull: 'diskFull',
    HeadersTimeout: 'noResponse',
    InvalidUrl: 'notSigned',
    LengthUnknown: 'interfered',
    NoSuchBucket: 'noBucket',
    NoSuchKey: 'noObject',
    NotAllowed: 'policy',
    NotAnObject: 'interfered',
    ObjectChanged: 'changed',
    Offline: 'offline',
    RangeIgnored: 'interfered',
    Redirected: 'interfered',
    SignatureDoesNotMatch: 'signature',
    // The worker's script comes from the server of the page.
    ThreadFailed: 'serverAway',
    TooManyRequests: 'tooMany',
    UnexpectedCompression: 'interfered',
    UrlExpired: 'expired',
  }),
);
