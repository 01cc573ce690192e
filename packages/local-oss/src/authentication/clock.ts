import { requestTimeTooSkewed } from '../errors/authentication-errors.ts';

/** How far the clock of a client may be off. */
export const MAXIMUM_SKEW_MS: number = 15 * 60 * 1000;

/**
 * Refuses a signed request whose time is more than 15 minutes away.
 *
 * @throws ServiceError RequestTimeTooSkewed
 */
export function checkSkew(requestTime: Date, now: Date): void {
  if (Math.abs(now.getTime() - requestTime.getTime()) > MAXIMUM_SKEW_MS) {
    throw requestTimeTooSkewed(requestTime, now, MAXIMUM_SKEW_MS);
  }
}

/** Reads `YYYYMMDDTHHMMSSZ`; anything else gives `undefined`. */
export function parseBasicDate(text: string): Date | undefined {
  const match = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(text);
  if (match === null) {
    return undefined;
  }
  const [, year, month, day, hour, minute, second] = match;
  const iso = `${year}-${month}-${day}T${hour}:${minute}:${second}Z`;
  const date = new Date(iso);
  // Date rolls 30 February over to March; a real service does not.
  const exists = !Number.isNaN(date.getTime()) && date.toISOString().startsWith(iso.slice(0, 10));
  return exists ? date : undefined;
}

/** Reads an HTTP date; anything else gives `undefined`. */
export function parseHttpDate(text: string): Date | undefined {
  const date = new Date(text);
  return /GMT$/.test(text) && !Number.isNaN(date.getTime()) ? date : undefined;
}
