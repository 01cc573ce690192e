import {
  type Credentials,
  OssError,
  type PresignOptions,
  type PresignResult,
  type PresignWarning,
} from '@ossferry/contract';
import { configError } from '../config-error.ts';
import { isDate } from './is-date.ts';

// ── signedAt ── now ─────────── askedEnd ── signedEnd ──→  Without a signing window, `signedAt` is the second of `now`, and
//                                                            the two ends are one. With it, `signedEnd` is up to a window
//                                                            later, or earlier at the maximum. The end of a token may lie
//                                                            anywhere, and cuts what lies behind it.

/** A lifetime as it was asked for, before anybody knows who signs. */
export interface AskedLifetime {
  readonly now: Date;
  /** What the URL is dated with: the start of the current second, or of the current signing window. */
  readonly signedAt: Date;
  /** Whole seconds from `now` on. */
  readonly askedSeconds: number;
  /** The moment up to which the URL was asked to work. */
  readonly askedEnd: Date;
  /** Whole seconds from `signedAt` on: all that the signature may say. */
  readonly signedSeconds: number;
}

/** A lifetime as it is signed. */
export interface SignedLifetime {
  /** Whole seconds from `signedAt` on. */
  readonly seconds: number;
  readonly limitedBy: PresignResult['limitedBy'];
  readonly warnings: readonly PresignWarning[];
}

const defaultSeconds = 900;

/** Reads the lifetime that was asked for. Throws an `OssError` for one that no URL can have. */
export function readLifetime(options: PresignOptions, now: Date, maxSeconds: number): AskedLifetime {
  const { expires = defaultSeconds, expiration, signingWindowSeconds: windowSeconds, expiryPolicy = 'clamp' } = options;
  checkWindow(windowSeconds);
  if (!policies.has(expiryPolicy)) {
    throw lifetimeError(`The expiry policy ${JSON.stringify(expiryPolicy)} is not clamp, require or ignore.`);
  }
  const second = roundDown(now);
  const askedSeconds = Math.floor(expiration === undefined ? expires : secondsBetween(second, expiration));
  const asked =
    expiration === undefined ? `${expires} seconds` : `${askedSeconds} seconds (until ${isoText(expiration)})`;
  const askedEnd = expiration ?? secondsAfter(second, askedSeconds);
  if (!isDate(askedEnd)) {
    throw lifetimeError(`A lifetime of ${asked} has no end in dates.`);
  }
  if (askedSeconds < 1) throw lifetimeError(`A lifetime of ${asked} is over before it begins.`);
  if (askedSeconds > maxSeconds) {
    const limit =
      maxSeconds === 604_800
        ? "OSS's limit for V4, 604800 seconds (7 days)"
        : `the signer's limit, ${maxSeconds} seconds`;
    throw lifetimeError(`A lifetime of ${asked} is longer than ${limit}.`);
  }
  const signedAt = windowSeconds === undefined ? second : roundDown(now, windowSeconds);
  if (expiration !== undefined) {
    const signedSeconds = Math.min(maxSeconds, Math.floor(secondsBetween(signedAt, expiration)));
    return { now, signedAt, askedSeconds, askedEnd, signedSeconds };
  }
  if (windowSeconds !== undefined && askedSeconds < windowSeconds) {
    // A URL that may live more than twice as long as asked is nobody's intention.
    throw lifetimeError(`A lifetime of ${asked} is shorter than the signing window of ${windowSeconds} seconds.`);
  }
  // The window is added: dating the URL back to its start would eat up to a window of the life.
  const signedSeconds = Math.min(maxSeconds, askedSeconds + (windowSeconds ?? 0));
  return { now, signedAt, askedSeconds, askedEnd, signedSeconds };
}

/** How long a pair has to live for this URL; a source that can refresh does so when it would not. */
export function neededSeconds(
  { askedSeconds }: AskedLifetime,
  { expiryPolicy, minLifetimeSeconds }: PresignOptions,
): number | undefined {
  if (expiryPolicy === 'require') return askedSeconds;
  return minLifetimeSeconds && Math.min(minLifetimeSeconds, askedSeconds);
}

/** Brings a lifetime and the end of the security token together. Throws an `OssError` when too little is left. */
export function cutAtTokenEnd(
  lifetime: AskedLifetime,
  credentials: Credentials | null,
  options: PresignOptions,
): SignedLifetime {
  const { now, signedAt, askedEnd, signedSeconds: seconds } = lifetime;
  const signedEnd = secondsAfter(signedAt, seconds);
  const isCut = signedEnd < roundDown(askedEnd);
  const warnings: PresignWarning[] = isCut ? [cutAtMaximum] : [];
  const untilToken = isCut ? 'maximum' : 'asked';
  const end = credentials?.expiration;
  if (end === undefined) {
    return { seconds, limitedBy: credentials?.securityToken === undefined ? untilToken : 'unknown', warnings };
  }
  if (secondsBetween(now, end) < 1) throw credentialsExpired(`The credentials ended at ${isoText(end)}.`);
  const needed = neededSeconds(lifetime, options);
  if (needed !== undefined && secondsBetween(roundDown(now), end) < needed) {
    throw credentialsExpired(`The credentials end at ${isoText(end)}, in less than ${needed} seconds.`);
  }
  if (options.expiryPolicy !== 'ignore') {
    const limitedBy = end < (isCut ? signedEnd : roundDown(askedEnd)) ? 'token' : untilToken;
    return { seconds: Math.min(seconds, Math.floor(secondsBetween(signedAt, end))), limitedBy, warnings };
  }
  if (end < signedEnd) {
    warnings.push({
      code: 'TokenEndsSooner',
      message: `The security token ends at ${isoText(end)}: OSS refuses the URL from then on.`,
    });
  }
  return { seconds, limitedBy: untilToken, warnings };
}

/** Refuses a pair that has ended: what it signs is refused by OSS, and known to everybody on the way. */
export function refuseEnded(credentials: Credentials | null, now: Date): void {
  const end = credentials?.expiration;
  if (end !== undefined && end <= now) throw credentialsExpired(`The credentials ended at ${isoText(end)}.`);
}

/** The moment so many seconds after another one. */
export function secondsAfter(start: Date, seconds: number): Date {
  return new Date(start.getTime() + seconds * 1000);
}

const policies: ReadonlySet<string> = new Set(['clamp', 'require', 'ignore']);
const cutAtMaximum: PresignWarning = {
  code: 'LifetimeCut',
  message: 'The URL ends sooner than asked: with the signing window it would be longer than 7 days.',
};

function checkWindow(windowSeconds: number | undefined): void {
  if (windowSeconds === undefined || (Number.isInteger(windowSeconds) && windowSeconds >= 1)) return;
  throw lifetimeError(`The signing window of ${windowSeconds} seconds is not a whole number from 1 on.`);
}

/** To whole seconds, which are all that `x-oss-date` and V1 can say, or to whole windows. */
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
    'Give `expires` in seconds, from 1 to 604800 (7 days) for V4, or an `expiration` ahead of now.',
  );
}

function credentialsExpired(message: string): OssError {
  return new OssError({
    code: 'CredentialsExpired',
    phase: 'credentials',
    message,
    advice: 'Fetch new temporary credentials; a refreshing source does it by itself.',
  });
}

function isoText(date: Date): string {
  return isDate(date) ? date.toISOString() : 'an invalid date';
}
