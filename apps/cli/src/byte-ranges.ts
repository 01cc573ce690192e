/** A run of bytes; `end` is the first one behind it. */
export interface ByteRange {
  readonly start: number;
  readonly end: number;
}

const maxShown = 10;

/** Names ranges as HTTP does, first and last byte; many are cut short. */
export function formatRanges(ranges: readonly ByteRange[]): string {
  const shown = ranges.slice(0, maxShown).map(({ start, end }) => `${start}-${end - 1}`);
  const more = ranges.length - shown.length;
  return `bytes ${shown.join(', ')}${more > 0 ? ` and ${more} more ranges` : ''}`;
}

/** How many bytes ranges hold together. */
export function bytesIn(ranges: readonly ByteRange[]): number {
  return ranges.reduce((sum, { start, end }) => sum + end - start, 0);
}
