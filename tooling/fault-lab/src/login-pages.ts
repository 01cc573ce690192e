import type { Fault } from '@ossferry/local-oss';

const withoutOss: Fault = { type: 'change-headers', headers: { 'x-oss-request-id': null, server: null } };
const body = '<html>Log in</html>';

/** The page of a network that wants a login, made for whoever asks. */
export const loginPage: readonly Fault[] = [
  { type: 'respond', status: 200, body, headers: { 'content-type': 'text/html' } },
  withoutOss,
];

/** The same as a web server sends a page that is a file. */
export const storedLoginPage: readonly Fault[] = [
  {
    type: 'respond',
    status: 200,
    body,
    headers: { 'content-type': 'text/html', etag: '"5d8c72a5"', 'last-modified': 'Thu, 01 Jan 2026 00:00:00 GMT' },
  },
  withoutOss,
];
