import type { RangeResponse, RangeTransport } from '../ports.ts';

/** A request and what became of it. */
export interface Answered {
  readonly request: Parameters<RangeTransport>[0];
  /** Its answer, or `undefined` when it failed with `error`. */
  readonly response?: RangeResponse | undefined;
  readonly error?: unknown;
}

/** A transport that has one answer ready. */
export interface ReplayTransport {
  readonly send: RangeTransport;
  /** Lets go of an answer that nobody has taken. */
  readonly drop: () => void;
  /** Whether somebody has taken it. */
  readonly wasUsed: () => boolean;
}

/**
 * Lets whoever sends the same request next meet what has become of it already, once; all else goes through `transport`.
 * So a request that one part of a download has sent is not sent again for another part that knows more.
 */
export function replayAnswer(answered: Answered, transport: RangeTransport): ReplayTransport {
  let held: Answered | undefined = answered;
  let isUsed = false;
  const drop = (): void => {
    held?.response?.cancel();
    held = undefined;
  };
  return {
    async send(request, signal) {
      if (held === undefined) return transport(request, signal);
      const { request: sent, response, error } = held;
      const isSame = sent.url === request.url && sent.headers['range'] === request.headers['range'];
      if (!isSame) {
        drop(); // The download goes on from what an earlier run left, or with a new URL.
        return transport(request, signal);
      }
      held = undefined;
      isUsed = true;
      if (response === undefined) throw error;
      signal.addEventListener('abort', response.cancel, { once: true });
      return response;
    },
    drop,
    wasUsed: () => isUsed,
  };
}
