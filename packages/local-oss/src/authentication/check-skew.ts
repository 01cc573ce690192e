import { requestTimeTooSkewed } from '../errors/authentication-errors.ts';

/** The maximum clock skew of a client. */
export const maxSkewMs: number = 15 * 60 * 1000;

/** @throws ServiceError RequestTimeTooSkewed if the request time is more than 15 minutes off */
export function checkSkew(requestTime: Date, now: Date): void {
  if (Math.abs(now.getTime() - requestTime.getTime()) > maxSkewMs) {
    throw requestTimeTooSkewed(requestTime, now, maxSkewMs);
  }
}
