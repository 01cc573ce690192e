import { configError } from '../config-error.ts';
import { refuse } from './refusal.ts';

/** Where pages may ask from, besides the handler's own origin. */
export interface OriginRules {
  readonly origins: readonly string[];
  readonly allowCookies: boolean;
}

/** Refuses an origin that no browser sends: its pages would be kept out without anybody knowing why. */
export function checkOrigins(origins: readonly string[]): void {
  for (const origin of origins) {
    if (isOrigin(origin)) continue;
    throw configError(
      'InvalidOption',
      `The option origins holds ${JSON.stringify(origin)}, which is no origin.`,
      'Give it as browsers send it: https://app.example.com, in lower case and without a slash at the end.',
    );
  }
}

function isOrigin(text: string): boolean {
  if (!/^[a-z][a-z\d+.-]*:\/\/[^/?#@\s]+$/.test(text)) return false;
  // Apps have schemes of their own, of which a `URL` tells no origin.
  return !/^https?:/.test(text) || (URL.canParse(text) && new URL(text).origin === text);
}

/** Whether a browser's page of this origin may ask, and read the answer. */
export function isAllowedOrigin(request: Request, { origins }: OriginRules): boolean {
  const origin = request.headers.get('origin');
  if (origin === null) return true;
  return origins.includes(origin) || origin === new URL(request.url).origin;
}

/**
 * Refuses what a foreign page could make a browser send. Browsers name the origin of every POST, and send JSON to
 * another origin only after a preflight; a cookie without an origin proves nothing.
 */
export function checkCaller(request: Request, rules: OriginRules): void {
  const { method, headers } = request;
  if (method !== 'POST') throw refuse(405, 'MethodNotAllowed', `The method is ${method}.`, 'Send POST.');
  if (!isAllowedOrigin(request, rules)) {
    throw refuse(403, 'OriginNotAllowed', 'Pages of this origin may not ask here.', 'Add it to `origins`.');
  }
  if (headers.has('cookie') && !headers.has('origin')) {
    throw refuse(403, 'OriginNotAllowed', 'There is a cookie, and no origin that says whose page sends it.');
  }
  if (!/^application\/json\s*(?:;|$)/i.test(headers.get('content-type') ?? '')) {
    throw refuse(415, 'JsonExpected', 'The content type is not application/json.', 'Send JSON, and say so.');
  }
}

/** Gives the headers that let a page of a known origin read the answer. */
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
