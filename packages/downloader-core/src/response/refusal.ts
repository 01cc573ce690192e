import { errorOptionsOf, OssError, type OssErrorOptions, serviceError } from '@ossferry/contract';
import type { RangeOrder, RangeResponse } from '../ports.ts';
import type { SourceRefusal } from '../source/source.ts';
import { isThrottled } from './is-throttled.ts';

/**
 * Creates the error for a refused request from OSS's error XML. An expired URL is `UrlExpired`, a date that the service
 * does not accept is `ClockSkewed`; a new URL helps in both cases. Throttling is retryable, regardless of its status.
 * All other refusals have OSS's own code (`AccessDenied`), and are only retryable if they are OSS's fault.
 */
export function refusal(response: RangeResponse, body: string, order: RangeOrder): OssError {
  const { status, header } = response;
  if (redirects.has(status)) {
    return new OssError({
      code: 'Redirected',
      phase: 'headers',
      message: `The server redirects to another URL (${status}).`,
      advice: 'A presigned URL is not sent to another host: use the URL that the redirect leads to.',
      status,
      offset: order.start,
    });
  }
  // `Retry-After` may be a date, which refers to the server's clock.
  const date = header('date') ?? '';
  const serverTimeMs = Date.parse(date);
  const now = Number.isNaN(serverTimeMs) ? undefined : () => serverTimeMs;
  const error = serviceError({ status, header, body, offset: order.start, now, secrets: secretsIn(order.url) });
  if (isThrottled(error)) {
    return withFacts(error, {
      advice: 'The service is throttling: use fewer streams, or try again later.',
      retryable: true,
    });
  }
  const reference = `OSS returned ${error.status}${error.requestId === undefined ? '' : `, request ID ${error.requestId}`}`;
  const details = { ...error.details, [dateDetail]: date };
  if (isExpired(error)) {
    const what = error.ossCode === 'SecurityTokenExpired' ? 'The security token in the URL' : 'The URL';
    return withFacts(error, {
      code: 'UrlExpired',
      message: `${what} has expired (${reference}).`,
      advice: 'Get a new URL and run the download again: received bytes are kept.',
      details,
    });
  }
  if (isClockSkewed(error)) {
    return withFacts(error, {
      code: 'ClockSkewed',
      message: `The URL was signed with a wrong clock (${reference}).`,
      advice: 'Correct the clock of the signing machine, and get a new URL: received bytes are kept.',
      details,
    });
  }
  return error;
}

/** Returns the signature and the token of a URL, which errors must not contain. */
export function secretsIn(url: string): readonly string[] {
  const parameters = new URLSearchParams(url.slice(url.indexOf('?') + 1));
  return [...parameters].filter(([name]) => /signature$|token$/i.test(name)).map(([, value]) => value);
}

const redirects: ReadonlySet<number> = new Set([301, 302, 303, 307, 308]);

/** Returns why the URL was refused, if a new URL would help; `undefined` for all other errors. */
export function readSourceRefusal(error: OssError): SourceRefusal | undefined {
  const reason = error.code === 'UrlExpired' ? 'expired' : error.code === 'ClockSkewed' ? 'clock' : undefined;
  if (reason === undefined) return undefined;
  const serverTimeMs = Date.parse(error.details[dateDetail] ?? '');
  return { reason, serverTime: Number.isFinite(serverTimeMs) ? new Date(serverTimeMs) : undefined };
}

// Holds the `Date` header. No XML element can have this name.
const dateDetail = 'header:date';

function withFacts(error: OssError, facts: Partial<OssErrorOptions>): OssError {
  return new OssError({ ...errorOptionsOf(error), retryable: false, ...facts });
}

function isExpired(error: OssError): boolean {
  if (error.ossCode === 'SecurityTokenExpired') return true;
  if (error.ossCode !== 'AccessDenied') return false;
  return error.details['Expires'] !== undefined || /expired/i.test(error.details['Message'] ?? '');
}

// The message for a URL that is used more than 15 minutes before its date is not documented. Only refusals about the
// clock contain the two times.
function isClockSkewed({ ossCode, details }: OssError): boolean {
  if (ossCode === 'RequestTimeTooSkewed') return true;
  if (ossCode !== 'AccessDenied') return false;
  return details['ServerTime'] !== undefined || /not (yet valid|valid yet)/i.test(details['Message'] ?? '');
}
