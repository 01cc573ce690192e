import type { RangeResponse, RangeTransport } from '../ports.ts';

/** A request and its result. */
export interface CompletedRequest {
  readonly request: Parameters<RangeTransport>[0];
  /** The response; `undefined` if the request failed with `error`. */
  readonly response?: RangeResponse | undefined;
  readonly error?: unknown;
}

/** A transport that already has the response to one request. */
export interface ReplayTransport {
  readonly send: RangeTransport;
  /** Cancels the response, unless it was used. */
  readonly drop: () => void;
  /** Whether the response was used. */
  readonly wasUsed: () => boolean;
}

/**
 * Returns a transport that replays the result if the same request is sent next; all other requests are sent through
 * `transport`. This way, a request of one stage of a download is not repeated by the next stage.
 */
export function replayResponse(completed: CompletedRequest, transport: RangeTransport): ReplayTransport {
  let held: CompletedRequest | undefined = completed;
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
        drop(); // The download resumes an earlier run, or has a new URL.
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
