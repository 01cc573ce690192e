import { type Credentials, OssError, type PresignOptions } from '@ossferry/contract';

const defaultSeconds = 900;

/** The moment a URL is dated with: a whole second, or the start of the signing window. */
export function signingTime(now: Date, { signingWindowSeconds = 1 }: PresignOptions): Date {
  if (!(signingWindowSeconds >= 1 && Number.isInteger(signingWindowSeconds))) {
    throw lifetimeError(`The signing window of ${signingWindowSeconds} seconds is not a whole number of seconds.`);
  }
  const windowMs = signingWindowSeconds * 1000;
  return new Date(Math.floor(now.getTime() / windowMs) * windowMs);
}

/** Reads the lifetime that was asked for, in whole seconds from `signedAt`. Throws for one that no URL can have. */
export function readLifetime(options: PresignOptions, signedAt: Date, maximumSeconds: number): number {
  const { expires = defaultSeconds, expiration } = options;
  const seconds = Math.floor(expiration === undefined ? expires : (expiration.getTime() - signedAt.getTime()) / 1000);
  const asked = expiration === undefined ? `${expires} seconds` : `${seconds} seconds (until ${isoText(expiration)})`;
  if (Number.isNaN(new Date(signedAt.getTime() + seconds * 1000).getTime())) {
    throw lifetimeError(`A lifetime of ${asked} is not a finite time.`);
  }
  if (seconds < 1) throw lifetimeError(`A lifetime of ${asked} has ended before it begins.`);
  if (seconds > maximumSeconds) {
    throw lifetimeError(
      `A lifetime of ${asked} is longer than 7 days (${maximumSeconds} seconds), OSS's limit for V4.`,
    );
  }
  return seconds;
}

/** Cuts a lifetime where the security token ends, since the URL ends with it. Throws when too little is left. */
export function cutAtTokenEnd(
  askedSeconds: number,
  signedAt: Date,
  credentials: Credentials | null,
  { minLifetimeSeconds = 1 }: PresignOptions,
): number {
  if (credentials?.expiration === undefined) return askedSeconds;
  const leftSeconds = Math.floor((credentials.expiration.getTime() - signedAt.getTime()) / 1000);
  if (leftSeconds >= Math.min(Math.max(1, minLifetimeSeconds), askedSeconds))
    return Math.min(askedSeconds, leftSeconds);
  throw new OssError({
    code: 'CredentialsExpired',
    phase: 'credentials',
    message:
      leftSeconds < 1
        ? `The credentials ended at ${isoText(credentials.expiration)}.`
        : `The credentials live ${leftSeconds} more seconds, less than the ${minLifetimeSeconds} that the URL must live.`,
    advice: 'Fetch new temporary credentials; a refreshing source does it by itself.',
  });
}

function lifetimeError(message: string): OssError {
  return new OssError({
    code: 'InvalidLifetime',
    phase: 'config',
    message,
    advice: 'Give `expires` in seconds, from 1 on and at most 604800 (7 days) for V4, or an `expiration` ahead of now.',
  });
}

function isoText(date: Date): string {
  return Number.isNaN(date.getTime()) ? 'an invalid date' : date.toISOString();
}
