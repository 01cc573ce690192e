import type { RangeResponse, RangeTransport } from '../ports.ts';
import { untilAborted } from '../until-aborted.ts';

/** Makes a transport reject when its signal aborts, even if it ignores the signal. A late response is cancelled. */
export function abortableTransport(send: RangeTransport): RangeTransport {
  return (request, signal) => {
    const sent = send(request, signal);
    const cancelLate = (response: RangeResponse): void => {
      if (signal.aborted) response.cancel();
    };
    sent.then(cancelLate, () => undefined);
    return untilAborted(sent, signal);
  };
}
