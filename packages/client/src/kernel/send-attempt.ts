import { type Attempt, OssError, type Slots, serviceError } from '@ossferry/contract';
import { isClockRefusal, isCredentialsRefusal } from '../retry/refusals.ts';
import { connectionError } from '../transport/connection-error.ts';
import { untilAborted } from './abort.ts';
import { askCredentials } from './ask-credentials.ts';
import type { Clock } from './clock.ts';
import { refuseEnded } from './lifetime.ts';
import { readText } from './read-text.ts';
import { requestUrl } from './request-url.ts';

/**
 * Makes one try: credentials → signature → transport. Gives back 2xx and 304 as they came; every other answer is thrown
 * as an `OssError`. A refusal of the clock corrects the clock, so that the next signature fits.
 */
export async function sendAttempt(attempt: Attempt, slots: Slots, clock: Clock): Promise<Response> {
  const { method, body, signal } = attempt;
  const rejected = isCredentialsRefusal(attempt.previousError);
  const credentials = await askCredentials(slots.credentials, { rejected, signal });
  refuseEnded(credentials, clock.now());
  const headers = credentials === null ? attempt.headers : slots.signer.header(attempt, credentials, clock.now());
  let response: Response;
  try {
    const sending = slots.transport({ method, url: requestUrl(attempt), headers, body, signal });
    response = await untilAborted(sending, signal);
  } catch (error) {
    signal?.throwIfAborted();
    throw OssError.isInstance(error) ? error : connectionError(error, attempt);
  }
  if (response.ok || response.status === 304) return response;
  const error = await (isRedirect(response) ? redirected(response, attempt) : refused(response, attempt, clock));
  signal?.throwIfAborted();
  if (isClockRefusal(error)) clock.correct(response.headers.get('date') ?? error.details['ServerTime'] ?? '');
  throw error;
}

// An error of OSS has about 1 KiB; whatever is longer comes from something in between, and is not worth the memory.
const maximumErrorBytes = 65_536;

async function refused(response: Response, { number }: Attempt, clock: Clock): Promise<OssError> {
  return serviceError({
    status: response.status,
    header: (name) => response.headers.get(name),
    body: await readText(response, maximumErrorBytes),
    attempt: number,
    now: () => clock.now().getTime(),
  });
}

/** Browsers hide a redirect that is not followed behind status 0. */
function isRedirect({ status }: Response): boolean {
  return status === 0 || (status >= 300 && status < 400);
}

async function redirected({ status, headers, body }: Response, { number, endpoint }: Attempt): Promise<OssError> {
  // Frees the connection; nobody reads what stands there.
  await body?.cancel().catch(() => {});
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
