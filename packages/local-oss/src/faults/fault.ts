import type { BodyFault } from './body-fault.ts';
import type { ClockFault } from './clock-fault.ts';
import type { ConnectionFault } from './connection-fault.ts';
import type { ObjectFault } from './object-fault.ts';
import type { ResponseFault } from './response-fault.ts';

/** One thing that goes wrong with a request. A fault is data; several may hit one request. */
export type Fault = ResponseFault | ConnectionFault | BodyFault | ObjectFault | ClockFault;

/**
 * Chooses the faults for a request, once per request and before its signature is looked at. Requests that name no known
 * bucket are refused without asking.
 */
export type FaultSource = (request: FaultRequest) => Fault | readonly Fault[] | undefined;

/** What a `FaultSource` sees of a request. */
export interface FaultRequest {
  /** 1 for the first request that this server received, then 2, and so on. */
  readonly number: number;
  readonly method: string;
  readonly bucket: string;
  /** The object key, decoded; empty for a request to the bucket. */
  readonly key: string;
  /** Decoded query parameters; the first value where a name repeats. */
  readonly query: Readonly<Record<string, string>>;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
}
