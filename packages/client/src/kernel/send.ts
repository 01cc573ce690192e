import type { Attempt, OssRequest } from '@ossferry/contract';
import { untilAborted, wait } from './abort.ts';
import type { Assembly } from './assemble.ts';
import { checkRequest } from './check-request.ts';
import type { Clock } from './clock.ts';
import { compose } from './compose.ts';
import { guardAttempt, guardRequest } from './guard-input.ts';
import { sendAttempt } from './send-attempt.ts';

/**
 * Creates `send`: call ring → endpoint → loop { attempt ring → credentials → signer → transport }. Credentials and signing
 * are inside the loop, so every attempt is signed again. The retry slot decides after each failed attempt.
 */
export function createSend({ slots, rings }: Assembly, clock: Clock): (request: OssRequest) => Promise<Response> {
  const sendOnce = compose('attempt', rings.attempt, (attempt) => sendAttempt(attempt, slots, clock), guardAttempt);

  const sendChecked = async (request: OssRequest): Promise<Response> => {
    checkRequest(request);
    const { signal } = request;
    signal?.throwIfAborted();
    const endpoint = await untilAborted(slots.endpoint(request), signal);
    let attempt: Attempt = Object.freeze({ ...request, endpoint, number: 1 });
    for (;;) {
      signal?.throwIfAborted();
      try {
        return await sendOnce(attempt);
      } catch (error) {
        signal?.throwIfAborted();
        const delayMs = slots.retry(error, attempt);
        if (delayMs === null || !Number.isFinite(delayMs) || delayMs < 0) throw error;
        await wait(delayMs, signal);
        attempt = Object.freeze({ ...attempt, number: attempt.number + 1, previousError: error });
      }
    }
  };

  const send = compose('call', rings.call, sendChecked, guardRequest);
  // Async, so that an error of the guard becomes a rejection.
  return async (request) => send(request);
}
