/** A fault of one request, as a plain object. A request can have several faults. */
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

/** Faults that change the status line and the headers, or replace the response. */
export type ResponseFault =
  | DelayHeadersFault
  | RespondFault
  | RedirectFault
  | ChangeHeadersFault
  | WrongContentRangeFault;

/** Waits before the first byte of the response, after the operation has been performed. */
export interface DelayHeadersFault {
  readonly type: 'delay-headers';
  readonly delayMs: number;
}

/** Returns this response, and does not perform the operation. */
export interface RespondFault {
  readonly type: 'respond';
  readonly status: number;
  /** Returns error XML as OSS does (for HEAD: `x-oss-err`). */
  readonly error?: { readonly code: string; readonly message: string; readonly ec?: string | undefined } | undefined;
  /** The body if there is no `error`, such as a proxy's HTML page. */
  readonly body?: string | undefined;
  readonly headers?: Readonly<Record<string, string>> | undefined;
}

/** Redirects the client, and does not perform the operation. */
export interface RedirectFault {
  readonly type: 'redirect';
  readonly location: string;
  /** @default 302 */
  readonly status?: 301 | 302 | 303 | 307 | 308 | undefined;
}

/** Sets (`string`) or removes (`null`) headers of the response. */
export interface ChangeHeadersFault {
  readonly type: 'change-headers';
  readonly headers: Readonly<Record<string, string | null>>;
}

/** Replaces the `Content-Range` of a 206 response; other responses are unchanged. */
export interface WrongContentRangeFault {
  readonly type: 'wrong-content-range';
  readonly contentRange: string;
}

/** Faults of the connection. */
export type ConnectionFault = DisconnectFault;

/** Closes the connection before or during the response. */
export interface DisconnectFault {
  readonly type: 'disconnect';
  /** How many body bytes are sent first; 0 means directly after the headers. If absent, no headers are sent. */
  readonly afterBodyBytes?: number | undefined;
  /**
   * `close` closes the connection as a terminated process does; `reset` sends a TCP reset, which may discard bytes
   * already sent. @default 'close'
   */
  readonly mode?: 'close' | 'reset' | undefined;
}

/** Faults of the response body. Byte counts refer to the body as sent. */
export type BodyFault = StallFault | DripFault | FlipBitFault | TruncateFault | ChunkedFault;

/** Pauses in the middle of the body, with the connection open. */
export interface StallFault {
  readonly type: 'stall';
  readonly afterBodyBytes: number;
  /** If absent: until the client closes the connection. */
  readonly durationMs?: number | undefined;
}

/** Sends the body in small pieces, with a pause before each. */
export interface DripFault {
  readonly type: 'drip';
  readonly chunkBytes: number;
  readonly pauseMs: number;
}

/**
 * Flips one bit of the object, in every response that contains it. Headers still describe the undamaged object. If the
 * response is compressed, a bit of the compressed bytes is flipped.
 */
export interface FlipBitFault {
  readonly type: 'flip-bit';
  /** Offset in the object, not in the body: a range without this byte arrives intact. */
  readonly objectOffset: number;
  /** 0 is the lowest bit. @default 0 */
  readonly bit?: 0 | 1 | 2 | 3 | 4 | 5 | 6 | 7 | undefined;
}

/** Ends a chunked body early, but with a valid last chunk, so that HTTP cannot detect the loss. */
export interface TruncateFault {
  readonly type: 'truncate';
  readonly afterBodyBytes: number;
}

/** Sends the body chunked, without `Content-Length`. */
export interface ChunkedFault {
  readonly type: 'chunked';
}

/** Faults of the operation on the object. */
export type ObjectFault = IgnoreRangeFault | ShortenRangeFault | ForceGzipFault | ObjectChangeFault;

/** Faults that change the object. */
export type ObjectChangeFault = ReplaceObjectFault | DeleteObjectFault;

/** Returns 200 and the whole object for a range request. */
export interface IgnoreRangeFault {
  readonly type: 'ignore-range';
}

/** Returns at most the first `maxBytes` of a requested range, with a matching `Content-Range`. */
export interface ShortenRangeFault {
  readonly type: 'shorten-range';
  readonly maxBytes: number;
}

/**
 * Compresses the whole object although the client did not request it: `Content-Encoding: gzip`, chunked, without ETag.
 */
export interface ForceGzipFault {
  readonly type: 'force-gzip';
}

/** Overwrites the object while it is being downloaded. */
export interface ReplaceObjectFault {
  readonly type: 'replace-object';
  readonly body: string | Uint8Array;
  /** Overwrites it after this many bytes of the response body. If absent: before the operation reads the object. */
  readonly afterBodyBytes?: number | undefined;
}

/** Deletes the object while it is being downloaded. */
export interface DeleteObjectFault {
  readonly type: 'delete-object';
  /** Deletes it after this many bytes of the response body. If absent: before the operation reads the object. */
  readonly afterBodyBytes?: number | undefined;
}

/** Faults of the server's clock. */
export type ClockFault = ShiftClockFault;

/**
 * The server uses a skewed clock for this request: to check signatures and their expiration, and in the `Date` header.
 * If the offset exceeds the remaining lifetime of a URL, the server refuses it as expired.
 */
export interface ShiftClockFault {
  readonly type: 'shift-clock';
  /** Positive: the server's clock is ahead. */
  readonly offsetMs: number;
}
