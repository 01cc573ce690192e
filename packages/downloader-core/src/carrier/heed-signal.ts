import type { RangeResponse, RangeTransport } from '../ports.ts';
import { untilAborted } from '../until-aborted.ts';

/** Makes a transport end when its signal aborts: not every one heeds it. An answer that comes late is cancelled. */
export function heedSignal(send: RangeTransport): RangeTransport {
  return (request, signal) => {
    const sent = send(request, signal);
    const dropLate = (response: RangeResponse): void => {
      if (signal.aborted) response.cancel();
    };
    sent.then(dropLate, () => undefined);
    return untilAborted(sent, signal);
  };
}
