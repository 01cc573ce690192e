import { randomBytes } from 'node:crypto';

/** Creates a request ID: 24 upper-case hex digits, of which the first eight are the server's time in seconds. */
export function createRequestId(now: Date): string {
  const seconds = Math.floor(now.getTime() / 1000);
  return `${seconds.toString(16).padStart(8, '0')}${randomBytes(8).toString('hex')}`.toUpperCase();
}
