import { problemOf } from '@ossferry/contract';
import type { Refusal } from './refusal.ts';

/** Protects responses, which contain secrets, from caches, frames, scripts and MIME sniffing. */
const securityHeaders: Readonly<Record<string, string>> = {
  'cache-control': 'no-store',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'cross-origin-resource-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
};

/** Creates a response with JSON. */
export function jsonResponse(status: number, body: unknown, headers: Readonly<Record<string, string>>): Response {
  return Response.json(body, { status, headers: { ...securityHeaders, ...headers } });
}

/** Creates a response with `{ error: { code, message, advice } }`. */
export function refusalResponse(refusal: Refusal, headers: Readonly<Record<string, string>>): Response {
  const { status, error, retryAfterSeconds } = refusal;
  const { code, advice } = error;
  return jsonResponse(
    status,
    { error: { code, message: problemOf(error), advice } },
    {
      ...headers,
      ...(status === 405 && { allow: 'POST, OPTIONS' }),
      ...(retryAfterSeconds !== undefined && { 'retry-after': String(retryAfterSeconds) }),
    },
  );
}

/** Creates the response to a preflight request. Without CORS headers it is a refusal. */
export function preflightResponse(headers: Readonly<Record<string, string>>): Response {
  const allowed = 'access-control-allow-origin' in headers && {
    'access-control-allow-methods': 'POST',
    'access-control-allow-headers': 'content-type, authorization',
    'access-control-max-age': '600',
  };
  return new Response(null, { status: 204, headers: { ...securityHeaders, ...headers, ...allowed } });
}
