/** Faults of the server's clock. */
export type ClockFault = ShiftClockFault;

/**
 * The server uses a wrong clock for this request: to check signatures and their expiration, and in the `Date` header.
 * After a shift beyond the expiration of a URL, the server refuses the URL as expired.
 */
export interface ShiftClockFault {
  readonly type: 'shift-clock';
  /** Positive: the server's clock is ahead. */
  readonly offsetMs: number;
}
