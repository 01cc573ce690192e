import { randomBytes } from 'node:crypto';

/** Makes a request ID: 24 upper-case hex digits, the first eight the seconds of the server's clock. */
export function createRequestId(now: Date): string {
  const seconds = Math.floor(now.getTime() / 1000);
  return `${seconds.toString(16).padStart(8, '0')}${randomBytes(8).toString('hex')}`.toUpperCase();
}
