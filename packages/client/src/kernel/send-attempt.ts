import { type Attempt, type HeaderMap, OssError, type Slots, serviceError, type WireRequest } from '@ossferry/contract';
import { isClockRefusal, isCredentialsRefusal } from '../retry/refusals.ts';
import { untilAborted } from './abort.ts';
import { checkRequest } from './check-request.ts';
import type { Clock } from './clock.ts';
import { connectionError } from './connection-error.ts';
import { refuseExpired } from './lifetime.ts';
import { checkSigned, invalidPlugin } from './plugin-errors.ts';
import { readText } from './read-text.ts';
import { requestUrl } from './request-url.ts';
import { resolveCredentials } from './resolve-credentials.ts';

/**
 * Makes one attempt: credentials → signer → transport. Returns responses with 2xx (except 203) and 304; throws any other
 * as an `OssError`. If the service refuses the signing time, sets the clock to the service's time for the next attempt.
 */
export async function sendAttempt(attempt: Attempt, slots: Slots, clock: Clock): Promise<Response> {
  // Middleware of the attempt ring may have changed it.
  checkRequest(attempt);
  const { method, signal } = attempt;
  // `RequestBody` declares less of a stream than the type that `fetch` takes; the value is the same.
  const body = attempt.body as WireRequest['body'];
  const rejected = isCredentialsRefusal(attempt.previousError);
  const credentials = await resolveCredentials(slots.credentials, { rejected, signal });
  refuseExpired(credentials, clock.now());
  const headers = credentials === null ? attempt.headers : slots.signer.header(attempt, credentials, clock.now());
  checkSigned(headers, typeof headers === 'object' && headers !== null && typeof headers['then'] !== 'function');
  let response: Response;
  try {
    const sending = slots.transport({ method, url: requestUrl(attempt), headers, body, signal });
    response = await untilAborted(sending, signal);
  } catch (error) {
    signal?.throwIfAborted();
    throw OssError.isInstance(error) ? error : connectionError(error, attempt);
  }
  if (typeof response?.status !== 'number' || typeof response.headers?.get !== 'function') {
    throw invalidPlugin('The transport did not return a web `Response`.', 'Let it return a `Response`, or throw.');
  }
  if (isSuccess(response)) return response;
  const error = await (isRedirect(response)
    ? redirected(response, attempt)
    : refused(response, attempt, headers, clock));
  signal?.throwIfAborted();
  if (isClockRefusal(error)) clock.correct(response.headers.get('date') ?? error.details['ServerTime'] ?? '');
  throw error;
}

// An error of OSS has about 1 KiB and arrives at once. Longer ones come from a proxy and are not worth waiting for.
const errorLimits = { maxBytes: 65_536, maxMs: 5_000 };

/** 203 is a failure: OSS stored the object, but its callback failed. 304 is not. */
function isSuccess({ ok, status }: Response): boolean {
  return (ok && status !== 203) || status === 304;
}

async function refused(
  response: Response,
  { number, signal }: Attempt,
  headers: HeaderMap,
  clock: Clock,
): Promise<OssError> {
  return serviceError({
    status: response.status,
    header: (name) => response.headers.get(name),
    body: await readText(response, { ...errorLimits, signal }),
    attempt: number,
    // In V1 and V4, the signature is at the end of the header.
    secrets: [headers['x-oss-security-token'], /[^\s:=]+=*$/.exec(headers['authorization'] ?? '')?.[0]],
    now: () => clock.now().getTime(),
  });
}

/** Browsers report a redirect that is not followed as status 0. */
function isRedirect({ status }: Response): boolean {
  return status === 0 || (status >= 300 && status < 400);
}

function redirected({ status, headers, body }: Response, { number, endpoint }: Attempt): OssError {
  // Frees the connection.
  void body?.cancel().catch(() => undefined);
  return new OssError({
    code: 'Redirected',
    phase: 'headers',
    message: `${endpoint.baseUrl} returned a redirect, which is not followed: the signature is for this host.`,
    advice: 'Check the endpoint; a website redirect of the bucket also causes this.',
    status,
    // A gateway may repeat the signature in any header. One of V4 is longer, one of V1 ends with `=`.
    requestId: /^[\w-]{1,40}$/.exec(headers.get('x-oss-request-id') ?? '')?.[0],
    attempt: number,
  });
}
