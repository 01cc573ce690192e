import type { RangeTransport } from '../ports.ts';
import { createRateLimit } from './rate-limit.ts';

/** Limits the total rate of a transport. Without a limit, returns it unchanged. */
export function limitRate(send: RangeTransport, bytesPerSecond: number | undefined): RangeTransport {
  return bytesPerSecond === undefined ? send : createRateLimit({ bytesPerSecond })(send);
}
