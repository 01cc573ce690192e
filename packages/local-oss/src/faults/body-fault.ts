/** Faults of the response body. Byte counts refer to the body as sent. */
export type BodyFault = StallFault | DripFault | FlipBitFault | TruncateFault | ChunkedFault;

/** Stops sending in the middle of the body, with the connection open. */
export interface StallFault {
  readonly type: 'stall';
  readonly afterBodyBytes: number;
  /** If absent: until the client gives up. */
  readonly durationMs?: number | undefined;
}

/** Sends the body in small pieces with a pause before each. */
export interface DripFault {
  readonly type: 'drip';
  readonly chunkBytes: number;
  readonly pauseMs: number;
}

/**
 * Flips one bit of the object, in every response that contains it. Headers still describe the undamaged object. In a
 * body that OSS compresses, it is a bit of the compressed bytes.
 */
export interface FlipBitFault {
  readonly type: 'flip-bit';
  /** Offset in the object, not in the body: a range without this byte arrives intact. */
  readonly objectOffset: number;
  /** 0 (the default) is the lowest bit. */
  readonly bit?: 0 | 1 | 2 | 3 | 4 | 5 | 6 | 7 | undefined;
}

/** Ends a chunked body early, but with a valid end, so that the loss is not visible in HTTP. */
export interface TruncateFault {
  readonly type: 'truncate';
  readonly afterBodyBytes: number;
}

/** Sends the body chunked, without `Content-Length`. */
export interface ChunkedFault {
  readonly type: 'chunked';
}
