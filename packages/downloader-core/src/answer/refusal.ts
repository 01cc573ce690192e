import { OssError, problemOf, serviceError } from '@ossferry/contract';
import type { RangeOrder, RangeResponse } from '../ports.ts';
import type { SourceRefusal } from '../source/source.ts';
import { isThrottled } from '../streams/throttled.ts';

/**
 * Makes the error for an answer that refuses a range; OSS's error XML decides which. A URL that is of no use any more is
 * `UrlExpired`, one whose date the service does not accept `ClockSkewed`: both can be mended with another URL. A throttle
 * is retryable, whatever its status. All else is OSS's own code (`AccessDenied`), and final unless OSS's fault.
 */
export function refusal(response: RangeResponse, body: string, order: RangeOrder): OssError {
  const { status, header } = response;
  // `Retry-After` may be a date: by the clock of whoever wrote it.
  const serverTimeMs = Date.parse(header('date') ?? '');
  const now = Number.isNaN(serverTimeMs) ? undefined : () => serverTimeMs;
  const error = serviceError({ status, header, body, offset: order.start, now, secrets: secretsIn(order.url) });
  if (redirects.has(status)) {
    return new OssError({
      code: 'Redirected',
      phase: 'headers',
      message: `The server answered ${status} and points somewhere else.`,
      advice: 'A presigned URL is not sent to another host: use the URL that the redirect leads to.',
      status,
      offset: order.start,
    });
  }
  if (isThrottled(error)) {
    return withFacts(error, {
      code: error.code,
      message: problemOf(error),
      advice: 'The service wants fewer requests: use fewer streams, or try again later.',
      retryable: true,
    });
  }
  const reference = `OSS answered ${error.status}${error.requestId === undefined ? '' : `, request ID ${error.requestId}`}`;
  const details = { ...error.details, [dateDetail]: response.header('date') ?? '' };
  if (isExpired(error)) {
    const what = error.ossCode === 'SecurityTokenExpired' ? 'The security token in the URL' : 'The URL';
    return withFacts(error, {
      code: 'UrlExpired',
      message: `${what} has expired (${reference}).`,
      advice: 'Ask for a new URL and run the download again: what is there already is kept.',
      details,
    });
  }
  if (isClockSkewed(error)) {
    return withFacts(error, {
      code: 'ClockSkewed',
      message: `The URL was signed with a clock that is wrong (${reference}).`,
      advice: 'Set the clock of the machine that signs, and ask for a new URL: what is there already is kept.',
      details,
    });
  }
  return error;
}

/** Signature and token of a URL, which no error may repeat. */
export function secretsIn(url: string): readonly string[] {
  const parameters = new URLSearchParams(url.slice(url.indexOf('?') + 1));
  return [...parameters].filter(([name]) => /signature$|token$/i.test(name)).map(([, value]) => value);
}

const redirects: ReadonlySet<number> = new Set([301, 302, 303, 307, 308]);

/** Why the URL was refused, when another one would do; `undefined` for any other error. */
export function readSourceRefusal(error: OssError): SourceRefusal | undefined {
  const reason = error.code === 'UrlExpired' ? 'expired' : error.code === 'ClockSkewed' ? 'clock' : undefined;
  if (reason === undefined) return undefined;
  const serverTimeMs = Date.parse(error.details[dateDetail] ?? '');
  return { reason, serverTime: Number.isFinite(serverTimeMs) ? new Date(serverTimeMs) : undefined };
}

// An element of OSS's XML cannot have this name: it holds the `Date` header.
const dateDetail = 'header:date';

function withFacts(error: OssError, facts: Partial<OssError> & { code: string; message: string }): OssError {
  const { status, ossCode, ec, requestId, offset, retryAfterMs, details } = error;
  return new OssError({
    phase: 'headers',
    status,
    ossCode,
    ec,
    requestId,
    offset,
    retryAfterMs,
    details,
    retryable: false,
    ...facts,
  });
}

function isExpired(error: OssError): boolean {
  if (error.ossCode === 'SecurityTokenExpired') return true;
  if (error.ossCode !== 'AccessDenied') return false;
  return error.details['Expires'] !== undefined || /expired/i.test(error.details['Message'] ?? '');
}

// The wording for a URL that is used more than 15 minutes before its date is not documented: the two times are what an
// answer about a clock has and any other denial has not.
function isClockSkewed({ ossCode, details }: OssError): boolean {
  if (ossCode === 'RequestTimeTooSkewed') return true;
  if (ossCode !== 'AccessDenied') return false;
  return details['ServerTime'] !== undefined || /not (yet valid|valid yet)/i.test(details['Message'] ?? '');
}
