import { type Attempt, type HeaderMap, OssError, type Slots, serviceError, type WireRequest } from '@ossferry/contract';
import { isClockRefusal, isCredentialsRefusal } from '../retry/refusals.ts';
import { connectionError } from '../transport/connection-error.ts';
import { untilAborted } from './abort.ts';
import { askCredentials } from './ask-credentials.ts';
import { checkRequest } from './check-request.ts';
import type { Clock } from './clock.ts';
import { refuseEnded } from './lifetime.ts';
import { checkSigned, invalidPlugin } from './plugin-errors.ts';
import { readText } from './read-text.ts';
import { requestUrl } from './request-url.ts';

/**
 * Makes one try: credentials → signature → transport. Gives back 2xx (not 203) and 304 as they came; every other answer is
 * thrown as an `OssError`. A refusal of the clock corrects the clock, so that the next signature fits.
 */
export async function sendAttempt(attempt: Attempt, slots: Slots, clock: Clock): Promise<Response> {
  // The attempt ring has had its say.
  checkRequest(attempt);
  const { method, signal } = attempt;
  // The same body: a stream is any that has what a request needs, and `fetch` takes only those of its own types.
  const body = attempt.body as WireRequest['body'];
  const rejected = isCredentialsRefusal(attempt.previousError);
  const credentials = await askCredentials(slots.credentials, { rejected, signal });
  refuseEnded(credentials, clock.now());
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
    throw invalidPlugin('The transport gave no web `Response`.', 'Let it return a `Response`, or throw.');
  }
  if (isSuccess(response)) return response;
  const error = await (isRedirect(response)
    ? redirected(response, attempt)
    : refused(response, attempt, headers, clock));
  signal?.throwIfAborted();
  if (isClockRefusal(error)) clock.correct(response.headers.get('date') ?? error.details['ServerTime'] ?? '');
  throw error;
}

// An error of OSS has about 1 KiB and comes at once; whatever is longer comes from something in between, and is not worth
// the memory or the time.
const errorLimits = { maxBytes: 65_536, maxMs: 5_000 };

/** All of 2xx but 203, with which OSS says that the object is stored and the callback failed; 304 is no failure. */
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
    // The signature stands at the end of what authorizes, whatever its version.
    secrets: [headers['x-oss-security-token'], /[^\s:=]+=*$/.exec(headers['authorization'] ?? '')?.[0]],
    now: () => clock.now().getTime(),
  });
}

/** Browsers hide a redirect that is not followed behind status 0. */
function isRedirect({ status }: Response): boolean {
  return status === 0 || (status >= 300 && status < 400);
}

function redirected({ status, headers, body }: Response, { number, endpoint }: Attempt): OssError {
  // Frees the connection; nobody reads what stands there.
  void body?.cancel().catch(() => undefined);
  return new OssError({
    code: 'Redirected',
    phase: 'headers',
    message: `${endpoint.baseUrl} answered with a redirect, which is not followed: its signature is for this host.`,
    advice: 'Check the endpoint; a website redirect of the bucket answers this way too.',
    status,
    requestId: headers.get('x-oss-request-id') ?? undefined,
    attempt: number,
  });
}
