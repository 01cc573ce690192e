/** A range of bytes; `end` is exclusive. */
export interface ByteRange {
  readonly start: number;
  readonly end: number;
}

const maxShown = 10;

/** Formats ranges as HTTP does, by first and last byte; at most 10 are listed. */
export function formatRanges(ranges: readonly ByteRange[]): string {
  const shown = ranges.slice(0, maxShown).map(({ start, end }) => `${start}-${end - 1}`);
  const more = ranges.length - shown.length;
  return `bytes ${shown.join(', ')}${more > 0 ? ` and ${more} more ranges` : ''}`;
}

/** Adds up the sizes of ranges. */
export function bytesIn(ranges: readonly ByteRange[]): number {
  return ranges.reduce((sum, { start, end }) => sum + end - start, 0);
}
