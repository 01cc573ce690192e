import { type Credentials, OssError, type PresignOptions } from '@ossferry/contract';
import { configError } from '../config-error.ts';
import { isDate } from './is-date.ts';

const defaultSeconds = 900;

/** The moment a URL is dated with: the start of the current second, or of the current signing window. */
export function signingTime(now: Date, { signingWindowSeconds = 1 }: PresignOptions): Date {
  if (!Number.isInteger(signingWindowSeconds) || signingWindowSeconds < 1) {
    throw lifetimeError(`The signing window of ${signingWindowSeconds} seconds is not a whole number from 1 on.`);
  }
  const windowMs = signingWindowSeconds * 1000;
  return new Date(Math.floor(now.getTime() / windowMs) * windowMs);
}

/** Reads the lifetime that was asked for, in whole seconds from `signedAt`. Throws for one that no URL can have. */
export function readLifetime(options: PresignOptions, signedAt: Date, maximumSeconds: number): number {
  const { expires = defaultSeconds, expiration, signingWindowSeconds = 1 } = options;
  const seconds = Math.floor(expiration === undefined ? expires : secondsBetween(signedAt, expiration));
  const asked = expiration === undefined ? `${expires} seconds` : `${seconds} seconds (until ${isoText(expiration)})`;
  if (Number.isNaN(new Date(signedAt.getTime() + seconds * 1000).getTime())) {
    throw lifetimeError(`A lifetime of ${asked} has no end that a date can name.`);
  }
  if (seconds < 1) throw lifetimeError(`A lifetime of ${asked} is over before it begins.`);
  if (seconds < signingWindowSeconds) {
    throw lifetimeError(
      `A lifetime of ${asked} is shorter than the signing window of ${signingWindowSeconds} seconds.`,
    );
  }
  if (seconds > maximumSeconds) {
    throw lifetimeError(
      `A lifetime of ${asked} is longer than OSS's limit for V4, ${maximumSeconds} seconds (7 days).`,
    );
  }
  return seconds;
}

/** A lifetime in the making. */
export interface AskedLifetime {
  readonly askedSeconds: number;
  readonly now: Date;
  readonly signedAt: Date;
}

/** Cuts a lifetime where the security token ends, since the URL ends with it. Throws when too little is left. */
export function cutAtTokenEnd(
  { askedSeconds, now, signedAt }: AskedLifetime,
  credentials: Credentials | null,
  { minLifetimeSeconds = 1 }: PresignOptions,
): number {
  const end = credentials?.expiration;
  if (end === undefined) return askedSeconds;
  const leftSeconds = secondsBetween(now, end);
  if (leftSeconds < 1) throw credentialsExpired(`The credentials ended at ${isoText(end)}.`);
  if (leftSeconds < Math.min(minLifetimeSeconds, askedSeconds)) {
    throw credentialsExpired(`The credentials end at ${isoText(end)}, in less than ${minLifetimeSeconds} seconds.`);
  }
  return Math.min(askedSeconds, Math.floor(secondsBetween(signedAt, end)));
}

function secondsBetween(start: Date, end: Date): number {
  return (Number(end) - Number(start)) / 1000;
}

function lifetimeError(message: string): OssError {
  return configError(
    'InvalidLifetime',
    message,
    'Give `expires` in seconds, from 1 on and at most 604800 (7 days) for V4, or an `expiration` ahead of now.',
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
