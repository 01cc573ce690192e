import { problemOf } from '@ossferry/contract';
import type { Refusal } from './refusal.ts';

/** No cache, no frame, no script, no guess of a type: an answer holds a secret. */
export const protection: Readonly<Record<string, string>> = {
  'cache-control': 'no-store',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'cross-origin-resource-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
};

/** Answers with JSON. */
export function answer(status: number, body: unknown, headers: Readonly<Record<string, string>>): Response {
  return Response.json(body, { status, headers: { ...protection, ...headers } });
}

/** Answers `{ error: { code, message, advice } }`. */
export function refusalResponse(refusal: Refusal, headers: Readonly<Record<string, string>>): Response {
  const { status, error, retryAfterSeconds } = refusal;
  const { code, advice } = error;
  return answer(
    status,
    { error: { code, message: problemOf(error), advice } },
    {
      ...headers,
      ...(status === 405 && { allow: 'POST, OPTIONS' }),
      ...(retryAfterSeconds !== undefined && { 'retry-after': String(retryAfterSeconds) }),
    },
  );
}

/** Answers a preflight; without CORS headers it is a refusal. */
export function preflightResponse(headers: Readonly<Record<string, string>>): Response {
  const allowed = 'access-control-allow-origin' in headers && {
    'access-control-allow-methods': 'POST',
    'access-control-allow-headers': 'content-type, authorization',
    'access-control-max-age': '600',
  };
  return new Response(null, { status: 204, headers: { ...protection, ...headers, ...allowed } });
}
