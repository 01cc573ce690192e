import { type Credentials, OssError } from '@ossferry/contract';

/** The error for input that OSS could never accept. It names the input and never shows a value. */
export function refusal(code: string, message: string, advice: string): OssError {
  return new OssError({ code, phase: 'sign', message, advice });
}

/** Refuses a pair that cannot sign: an empty half, or an ID that would not survive a header. */
export function requireCredentials({ accessKeyId, accessKeySecret }: Credentials): void {
  if (/^[!-~]+$/.test(accessKeyId) && accessKeySecret) return;
  throw refusal(
    'InvalidCredentials',
    'The access key ID or secret is empty, or the ID has a blank.',
    'Copy both whole.',
  );
}

/** Refuses a moment that is none, or that cannot be written with a year of four digits. */
export function requireTime(now: Date): void {
  const milliseconds = now.getTime();
  if (milliseconds >= 0 && milliseconds < endOfYear9999) return;
  throw refusal('InvalidSigningTime', 'The signing time is not a date from 1970 to 9999.', 'Pass the current time.');
}

/** Refuses a lifetime that is not a whole number of seconds from 1 to `maxSeconds`. */
export function requireLifetime(expiresInSeconds: number, maxSeconds: number): void {
  if (Number.isSafeInteger(expiresInSeconds) && expiresInSeconds >= 1 && expiresInSeconds <= maxSeconds) return;
  throw refusal(
    'InvalidLifetime',
    `The lifetime ${expiresInSeconds} is not a whole number of seconds from 1 to ${maxSeconds}.`,
    'Change expiresInSeconds.',
  );
}

const endOfYear9999 = 253_402_300_800_000;
