import { corsForbidden } from '../errors/request-errors.ts';
import type { Bucket } from '../options/bucket.ts';
import type { CorsMethod, CorsRule } from '../options/bucket-options.ts';
import type { OssRequest } from '../protocol/oss-request.ts';
import type { OssResponse } from '../protocol/oss-response.ts';

/**
 * Returns the CORS headers of a response. A request that matches no rule is served without them.
 *
 * @see https://www.alibabacloud.com/help/en/oss/developer-reference/putbucketcors
 */
export function corsHeaders(request: OssRequest, bucket: Bucket): Record<string, string> {
  const origin = request.headers.get('origin');
  const vary = bucket.corsResponseVary && bucket.cors.length > 0 ? { vary: 'Origin' } : {};
  const rule = bucket.cors.find(
    (candidate) => allowsOrigin(candidate, origin) && allowsMethod(candidate, request.method),
  );
  return rule === undefined || origin === undefined ? vary : { ...vary, ...headersOfRule(rule, origin) };
}

/**
 * Returns the response to a preflight request, which needs no signature.
 *
 * @throws ServiceError AccessForbidden (403) if no rule allows the request
 */
export function preflightResponse(request: OssRequest, bucket: Bucket): OssResponse {
  if (bucket.cors.length === 0) throw corsForbidden('CORS is not enabled for this bucket.');
  const origin = request.headers.get('origin');
  const method = request.headers.get('access-control-request-method') ?? '';
  const requestedHeaders = (request.headers.get('access-control-request-headers') ?? '')
    .split(',')
    .map((name) => name.trim().toLowerCase())
    .filter((name) => name !== '');
  const rule = bucket.cors.find(
    (candidate) =>
      allowsOrigin(candidate, origin) &&
      allowsMethod(candidate, method) &&
      requestedHeaders.every((name) => allowsHeader(candidate, name)),
  );
  if (rule === undefined || origin === undefined) {
    throw corsForbidden(
      'This CORS request is not allowed. This is usually because Origin, the request method or the request headers ' +
        "are not allowed by the bucket's CORS rules.",
    );
  }
  return {
    status: 200,
    headers: {
      ...headersOfRule(rule, origin),
      'access-control-allow-methods': rule.allowedMethods.join(', '),
      ...(requestedHeaders.length === 0 ? {} : { 'access-control-allow-headers': requestedHeaders.join(', ') }),
      ...(rule.maxAgeSeconds === undefined ? {} : { 'access-control-max-age': String(rule.maxAgeSeconds) }),
      'content-length': '0',
    },
  };
}

function headersOfRule(rule: CorsRule, origin: string): Record<string, string> {
  const exposed = rule.exposeHeaders ?? [];
  return {
    'access-control-allow-origin': rule.allowedOrigins.includes('*') ? '*' : origin,
    ...(exposed.length === 0 ? {} : { 'access-control-expose-headers': exposed.join(', ') }),
  };
}

function allowsOrigin(rule: CorsRule, origin: string | undefined): boolean {
  return origin !== undefined && rule.allowedOrigins.some((pattern) => matchesPattern(pattern, origin));
}

function allowsMethod(rule: CorsRule, method: string): boolean {
  return rule.allowedMethods.includes(method as CorsMethod);
}

function allowsHeader(rule: CorsRule, name: string): boolean {
  return (rule.allowedHeaders ?? []).some((pattern) => matchesPattern(pattern.toLowerCase(), name));
}

/** `*` matches any text; a pattern has at most one. */
function matchesPattern(pattern: string, text: string): boolean {
  const [before = '', after] = pattern.split('*');
  if (after === undefined) return pattern === text;
  return text.length >= before.length + after.length && text.startsWith(before) && text.endsWith(after);
}
