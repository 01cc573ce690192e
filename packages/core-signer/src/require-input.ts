import type { Credentials } from '@ossferry/contract';
import { signError } from './sign-error.ts';

/** Refuses an empty access key ID or secret, and an ID with characters that a header cannot carry. */
export function requireCredentials({ accessKeyId, accessKeySecret }: Credentials): void {
  if (/^[!-~]+$/.test(accessKeyId) && accessKeySecret) return;
  throw signError(
    'InvalidCredentials',
    'The access key ID or secret is empty, or the ID has a space.',
    'Copy both again.',
  );
}

/** Refuses an invalid date, and one that cannot be written with a year of four digits. */
export function requireTime(now: Date): void {
  const milliseconds = now.getTime();
  if (milliseconds >= 0 && milliseconds < endOfYear9999) return;
  throw signError('InvalidSigningTime', 'The signing time is not a date from 1970 to 9999.', 'Pass the current time.');
}

/** Refuses a lifetime that is not a whole number of seconds from 1 to `maxSeconds`. */
export function requireLifetime(expiresInSeconds: number, maxSeconds: number): void {
  if (Number.isSafeInteger(expiresInSeconds) && expiresInSeconds >= 1 && expiresInSeconds <= maxSeconds) return;
  throw signError(
    'InvalidLifetime',
    `The lifetime ${expiresInSeconds} is not a whole number of seconds from 1 to ${maxSeconds}.`,
    'Change expiresInSeconds.',
  );
}

const endOfYear9999 = 253_402_300_800_000;
