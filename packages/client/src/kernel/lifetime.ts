import {
  type Credentials,
  OssError,
  type PresignOptions,
  type PresignResult,
  type PresignWarning,
} from '@ossferry/contract';
import { configError } from '../config-error.ts';
import { quote } from './check-names.ts';
import { isDate } from './is-date.ts';
import { isRecord } from './is-record.ts';

// ── signedAt ── now ─────── requestedEnd ── signedEnd ──→
//
// Without a signing window, `signedAt` is the start of the current second, and both ends are equal. With a signing window,
// `signedAt` is the start of the window, and `signedEnd` is up to a window after `requestedEnd`, or before it if the
// maximum lifetime is reached. The token may expire at any time, and limits `signedEnd`.

/** The requested lifetime, before the credentials are known. */
export interface RequestedLifetime {
  readonly now: Date;
  /** The signing time of the URL: the start of the current second, or of the current signing window. */
  readonly signedAt: Date;
  /** Whole seconds from `now`. */
  readonly requestedSeconds: number;
  /** The requested expiration date. */
  readonly requestedEnd: Date;
  /** Whole seconds from `signedAt`: the maximum for the signature. */
  readonly signedSeconds: number;
}

/** The lifetime to sign. */
export interface SignedLifetime {
  /** Whole seconds from `signedAt`. */
  readonly seconds: number;
  readonly limitedBy: PresignResult['limitedBy'];
  readonly warnings: readonly PresignWarning[];
}

const defaultSeconds = 900;

/** Reads the requested lifetime. Throws an `OssError` if no URL can have it. */
export function readLifetime(options: PresignOptions, now: Date, maxSeconds: number): RequestedLifetime {
  // The wrong lifetime would remain unnoticed: `presign(request, 60)` and `{ expiresIn: 60 }` would sign 15 minutes.
  if (!isRecord(options)) throw lifetimeError('The options are not an object.');
  const {
    expires = defaultSeconds,
    expiration,
    minLifetimeSeconds = 0,
    signingWindowSeconds: windowSeconds,
    expiryPolicy = 'clamp',
    ...others
  } = options;
  for (const name of Object.keys(others)) throw lifetimeError(`There is no option ${quote(name)}.`);
  checkWindow(windowSeconds);
  if (!(minLifetimeSeconds >= 0)) {
    throw lifetimeError(`A minimum lifetime of ${minLifetimeSeconds} seconds is not valid.`);
  }
  if (!policies.has(expiryPolicy)) {
    throw lifetimeError(`The expiry policy ${quote(expiryPolicy)} is not clamp, require or ignore.`);
  }
  const second = roundDown(now);
  const requestedSeconds = Math.floor(expiration === undefined ? expires : secondsBetween(second, expiration));
  const requested =
    expiration === undefined ? `${expires} seconds` : `${requestedSeconds} seconds (until ${isoText(expiration)})`;
  const requestedEnd = expiration ?? secondsAfter(second, requestedSeconds);
  if (!isDate(requestedEnd)) {
    throw lifetimeError(`A lifetime of ${requested} has no valid end.`);
  }
  if (requestedSeconds < 1) throw lifetimeError(`A lifetime of ${requested} is too short.`);
  if (requestedSeconds > maxSeconds) {
    throw lifetimeError(`A lifetime of ${requested} is longer than the signature allows: ${maxSeconds} seconds.`);
  }
  if (expiration === undefined && windowSeconds !== undefined && requestedSeconds < windowSeconds) {
    // The URL could live more than twice as long as requested.
    throw lifetimeError(`A lifetime of ${requested} is shorter than the signing window of ${windowSeconds} seconds.`);
  }
  const signedAt = roundDown(now, windowSeconds);
  // The window is added because backdating the URL to its start costs up to a window of the lifetime.
  const seconds =
    expiration === undefined
      ? requestedSeconds + (windowSeconds ?? 0)
      : Math.floor(secondsBetween(signedAt, expiration));
  return { now, signedAt, requestedSeconds, requestedEnd, signedSeconds: Math.min(maxSeconds, seconds) };
}

/** Returns the minimum lifetime of the credentials in seconds; a source refreshes them if they would expire earlier. */
export function requiredSeconds(
  { requestedSeconds }: RequestedLifetime,
  { expiryPolicy, minLifetimeSeconds }: PresignOptions,
): number | undefined {
  if (expiryPolicy === 'require') return requestedSeconds;
  return minLifetimeSeconds && Math.min(minLifetimeSeconds, requestedSeconds);
}

/** Limits a lifetime to that of the security token. Throws an `OssError` if the token expires too early. */
export function limitToToken(
  lifetime: RequestedLifetime,
  credentials: Credentials | null,
  options: PresignOptions,
): SignedLifetime {
  const { now, signedAt, requestedEnd, signedSeconds: seconds } = lifetime;
  const signedEnd = secondsAfter(signedAt, seconds);
  const isLimited = signedEnd < roundDown(requestedEnd);
  const warnings: PresignWarning[] = isLimited ? [limitedByMaximum] : [];
  const withoutToken = isLimited ? 'maximum' : 'request';
  const end = credentials?.expiration;
  if (end === undefined) {
    return { seconds, limitedBy: credentials?.securityToken === undefined ? withoutToken : 'unknown', warnings };
  }
  if (secondsBetween(now, end) < 1) throw credentialsExpired(`The credentials expired at ${isoText(end)}.`);
  const required = requiredSeconds(lifetime, options);
  if (required !== undefined && secondsBetween(roundDown(now), end) < required) {
    throw credentialsExpired(`The credentials expire at ${isoText(end)}, in less than ${required} seconds.`);
  }
  if (options.expiryPolicy !== 'ignore') {
    const limitedBy = end < (isLimited ? signedEnd : roundDown(requestedEnd)) ? 'token' : withoutToken;
    return { seconds: Math.min(seconds, Math.floor(secondsBetween(signedAt, end))), limitedBy, warnings };
  }
  if (end < signedEnd) {
    warnings.push({
      code: 'TokenEndsSooner',
      message: `The security token expires at ${isoText(end)}: OSS refuses the URL from then on.`,
    });
  }
  return { seconds, limitedBy: withoutToken, warnings };
}

/** Refuses expired credentials before anything is sent: OSS would refuse the request. */
export function refuseExpired(credentials: Credentials | null, now: Date): void {
  const end = credentials?.expiration;
  if (end !== undefined && end <= now) throw credentialsExpired(`The credentials expired at ${isoText(end)}.`);
}

/** Returns the date a number of seconds after `start`. */
export function secondsAfter(start: Date, seconds: number): Date {
  return new Date(start.getTime() + seconds * 1000);
}

const policies: ReadonlySet<string> = new Set(['clamp', 'require', 'ignore']);
const limitedByMaximum: PresignWarning = {
  code: 'LifetimeCut',
  message: 'The URL expires sooner than requested: with the signing window it would last longer than 7 days.',
};

function checkWindow(windowSeconds: number | undefined): void {
  if (windowSeconds === undefined || (Number.isInteger(windowSeconds) && windowSeconds >= 1)) return;
  throw lifetimeError(`The signing window of ${windowSeconds} seconds is not a positive whole number.`);
}

/** Rounds down to whole seconds, the resolution of `x-oss-date` and V1, or to whole windows. */
function roundDown(date: Date, windowSeconds = 1): Date {
  const windowMs = windowSeconds * 1000;
  return new Date(Math.floor(date.getTime() / windowMs) * windowMs);
}

function secondsBetween(start: Date, end: Date): number {
  return (Number(end) - Number(start)) / 1000;
}

function lifetimeError(message: string): OssError {
  return configError(
    'InvalidLifetime',
    message,
    'Pass `expires` in seconds, from 1 to 604800 (7 days) for V4, or an `expiration` in the future.',
  );
}

function credentialsExpired(message: string): OssError {
  return new OssError({
    code: 'CredentialsExpired',
    phase: 'credentials',
    message,
    advice: 'Get new temporary credentials, or use a source that refreshes them.',
  });
}

function isoText(date: Date): string {
  return isDate(date) ? date.toISOString() : 'an invalid date';
}
