/** Faults of the server's clock. */
export type ClockFault = ShiftClockFault;

/**
 * The server's clock is off while it looks at this request: signatures and their ends are judged by it, and `Date` shows
 * it. A shift past the end of a URL gives the refusal that an expired URL gets.
 */
export interface ShiftClockFault {
  readonly type: 'shift-clock';
  /** Positive: the server is ahead. */
  readonly offsetMs: number;
}
