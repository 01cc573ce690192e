/** A range of offsets, from `start` to `end` (exclusive). */
export interface Span {
  readonly start: number;
  readonly end: number;
}
