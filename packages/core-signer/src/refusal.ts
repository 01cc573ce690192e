import { type Credentials, OssError } from '@ossferry/contract';

/** The error for input that OSS could never accept. It names the input and never shows a value. */
export function refusal(code: string, message: string, advice: string): OssError {
  return new OssError({ code, phase: 'sign', message, advice });
}

/** Refuses a pair that cannot sign: an empty half, or an ID that would not survive a header. */
export function requireCredentials(credentials: Credentials): void {
  const { accessKeyId, accessKeySecret } = credentials;
  if (!accessKeyId || !accessKeySecret) {
    const missing = accessKeyId ? 'secret' : 'ID';
    throw refusal('InvalidCredentials', `The access key ${missing} is empty.`, 'Give both access key ID and secret.');
  }
  if (!/^[!-~]+$/.test(accessKeyId)) {
    throw refusal(
      'InvalidCredentials',
      'The access key ID holds a space, a line break or another character that no access key ID has.',
      'Check that it was copied whole and without a line break.',
    );
  }
}

/** Refuses a moment that is not one. */
export function requireTime(now: Date): void {
  if (Number.isNaN(now.getTime())) throw invalidTime('is not a valid date');
}

/** The error for a moment that cannot be written into a signature. */
export function invalidTime(reason: string): OssError {
  return refusal('InvalidSigningTime', `The signing time ${reason}.`, 'Pass the current time as a Date.');
}

/** Refuses a lifetime that is not a whole number of seconds from 1 to `maxSeconds`. */
export function requireLifetime(expiresInSeconds: number, maxSeconds: number): void {
  if (Number.isSafeInteger(expiresInSeconds) && expiresInSeconds >= 1 && expiresInSeconds <= maxSeconds) return;
  const range = maxSeconds < Number.MAX_SAFE_INTEGER ? `from 1 to ${maxSeconds}` : 'of 1 or more';
  throw refusal(
    'InvalidLifetime',
    `The lifetime of the URL is ${expiresInSeconds}; it has to be a whole number of seconds ${range}.`,
    'Choose another expiresInSeconds.',
  );
}
