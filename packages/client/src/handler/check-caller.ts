import { configError } from '../config-error.ts';
import { refuse } from './refusal.ts';

/** Origins whose pages may send requests, in addition to the handler's own origin. */
export interface OriginRules {
  readonly origins: readonly string[];
  readonly allowCookies: boolean;
}

/** Refuses an origin that browsers never send, because its pages would be refused without a visible reason. */
export function checkOrigins(origins: readonly string[]): void {
  // A single origin would be read as a list of characters.
  if (!Array.isArray(origins)) throw configError('InvalidOption', 'The option origins is not a list.');
  for (const origin of origins) {
    if (isOrigin(origin)) continue;
    throw configError(
      'InvalidOption',
      `The option origins contains ${JSON.stringify(origin)}, which is not an origin.`,
      'Write it as browsers send it: https://app.example.com, in lower case and without a slash at the end.',
    );
  }
}

function isOrigin(text: string): boolean {
  if (!/^[a-z][a-z\d+.-]*:\/\/[^/?#@\s]+$/.test(text)) return false;
  // Apps have their own schemes, for which `URL` does not return an origin.
  return !/^https?:/.test(text) || (URL.canParse(text) && new URL(text).origin === text);
}

/** Returns whether pages of the request's origin may send requests and read responses. */
function isAllowedOrigin(request: Request, { origins }: OriginRules): boolean {
  const origin = request.headers.get('origin');
  if (origin === null) return true;
  return origins.includes(origin) || origin === new URL(request.url).origin;
}

/**
 * Refuses requests that a foreign page can make a browser send (CSRF). Browsers send the origin with every POST, and send
 * JSON to another origin only after a preflight. A cookie without an origin is not accepted.
 */
export function checkCaller(request: Request, rules: OriginRules): void {
  const { method, headers } = request;
  if (method !== 'POST') throw refuse(405, 'MethodNotAllowed', `The method is ${method}.`, 'Send POST.');
  if (!isAllowedOrigin(request, rules)) {
    throw refuse(403, 'OriginNotAllowed', 'Pages of this origin may not request URLs.', 'Add it to `origins`.');
  }
  if (headers.has('cookie') && !headers.has('origin')) {
    throw refuse(403, 'OriginNotAllowed', 'The request has a cookie, but no origin.');
  }
  if (!/^application\/json\s*(?:;|$)/i.test(headers.get('content-type') ?? '')) {
    throw refuse(415, 'JsonExpected', 'The content type is not application/json.', 'Send JSON with this content type.');
  }
}

/** Returns the headers that allow pages of an allowed origin to read the response. */
export function corsHeaders(request: Request, rules: OriginRules): Readonly<Record<string, string>> {
  const origin = request.headers.get('origin');
  if (origin === null || !isAllowedOrigin(request, rules)) return { vary: 'Origin' };
  return {
    vary: 'Origin',
    'access-control-allow-origin': origin,
    'access-control-expose-headers': 'Retry-After',
    ...(rules.allowCookies && { 'access-control-allow-credentials': 'true' }),
  };
}
