import type { Fault } from '@ossferry/local-oss';

const hideOss: Fault = { type: 'change-headers', headers: { 'x-oss-request-id': null, server: null } };
const body = '<html>Log in</html>';

/** The generated login page of a captive portal. */
export const loginPage: readonly Fault[] = [
  { type: 'respond', status: 200, body, headers: { 'content-type': 'text/html' } },
  hideOss,
];

/** A login page that is served from a file, with an ETag. */
export const storedLoginPage: readonly Fault[] = [
  {
    type: 'respond',
    status: 200,
    body,
    headers: { 'content-type': 'text/html', etag: '"5d8c72a5"', 'last-modified': 'Thu, 01 Jan 2026 00:00:00 GMT' },
  },
  hideOss,
];
