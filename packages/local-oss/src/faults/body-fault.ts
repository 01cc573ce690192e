/** Faults of the response body. Byte counts are bytes of this body as sent. */
export type BodyFault = StallFault | DripFault | FlipBitFault | TruncateFault | ChunkedFault;

/** Falls silent in the middle of the body, with the connection open. */
export interface StallFault {
  readonly type: 'stall';
  readonly afterBodyBytes: number;
  /** Absent: until the client gives up. */
  readonly durationMs?: number | undefined;
}

/** Sends the body in small pieces with a pause before each. */
export interface DripFault {
  readonly type: 'drip';
  readonly chunkBytes: number;
  readonly pauseMs: number;
}

/**
 * Damages one bit of the object, in every answer that carries it. Headers still describe the undamaged object. Of a body
 * that OSS compresses, the bit is one of the compressed bytes.
 */
export interface FlipBitFault {
  readonly type: 'flip-bit';
  /** Offset in the object, not in the body: a range that does not hold the byte arrives intact. */
  readonly objectOffset: number;
  /** 0 (the default) is the lowest bit. */
  readonly bit?: 0 | 1 | 2 | 3 | 4 | 5 | 6 | 7 | undefined;
}

/** Ends a chunked body early and in order, so that HTTP itself shows no sign of the loss. */
export interface TruncateFault {
  readonly type: 'truncate';
  readonly afterBodyBytes: number;
}

/** Sends the body chunked, without `Content-Length`. */
export interface ChunkedFault {
  readonly type: 'chunked';
}
