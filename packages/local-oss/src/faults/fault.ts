import type { BodyFault } from './body-fault.ts';
import type { ClockFault } from './clock-fault.ts';
import type { ConnectionFault } from './connection-fault.ts';
import type { ObjectFault } from './object-fault.ts';
import type { ResponseFault } from './response-fault.ts';

/** One fault of a request, as a plain object. A request can have several faults. */
export type Fault = ResponseFault | ConnectionFault | BodyFault | ObjectFault | ClockFault;

/**
 * Chooses the faults for a request. It is called once per request, before the signature is checked. Requests for an
 * unknown bucket are refused without calling it.
 */
export type FaultSource = (request: FaultRequest) => Fault | readonly Fault[] | undefined;

/** The request that a `FaultSource` receives. */
export interface FaultRequest {
  /** 1 for the first request that this server received, then 2, and so on. */
  readonly number: number;
  readonly method: string;
  readonly bucket: string;
  /** The object key, decoded; empty for a request to the bucket. */
  readonly key: string;
  /** Decoded query parameters; the first value if a name is repeated. */
  readonly query: Readonly<Record<string, string>>;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
}
