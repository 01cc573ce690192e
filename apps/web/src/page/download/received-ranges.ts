/** Bytes `start` to `end` (exclusive) of an object. */
export type Range = readonly [start: number, end: number];

/** Bytes that were received, or that are requested again because they were lost. */
export interface Change {
  readonly range: Range;
  readonly isReceived: boolean;
}

/** Applies a change to ranges that are sorted and not adjacent, and keeps them so. */
export function applyChange(ranges: readonly Range[], { range, isReceived }: Change): readonly Range[] {
  return isReceived ? addRange(ranges, range) : removeRange(ranges, range);
}

/** The received bytes of changes, also those that were received before. */
export function receivedBytesIn(changes: readonly Change[]): number {
  return changes.reduce((sum, { range: [start, end], isReceived }) => sum + (isReceived ? end - start : 0), 0);
}

/** Adds a range, merging adjacent ones. */
export function addRange(ranges: readonly Range[], [start, end]: Range): readonly Range[] {
  const before = ranges.filter(([, otherEnd]) => otherEnd < start);
  const after = ranges.filter(([otherStart]) => otherStart > end);
  const touching = ranges.slice(before.length, ranges.length - after.length);
  const joined: Range = [Math.min(start, touching[0]?.[0] ?? start), Math.max(end, touching.at(-1)?.[1] ?? end)];
  return [...before, joined, ...after];
}

/** Removes a range from others. */
export function removeRange(ranges: readonly Range[], [start, end]: Range): readonly Range[] {
  return ranges
    .flatMap(([first, last]): Range[] => [
      [first, Math.min(last, start)],
      [Math.max(first, end), last],
    ])
    .filter(([first, last]) => first < last);
}

/** Divides an object into cells of equal size and returns the received fraction of each, from 0 to 1. */
export function fillCells(ranges: readonly Range[], totalBytes: number, cellCount: number): readonly number[] {
  const cellBytes = totalBytes / cellCount;
  return Array.from({ length: cellCount }, (_, cell) => {
    const cellStart = cell * cellBytes;
    const arrived = ranges.reduce((sum, [start, end]) => {
      return sum + Math.max(0, Math.min(end, cellStart + cellBytes) - Math.max(start, cellStart));
    }, 0);
    return cellBytes === 0 ? 1 : arrived / cellBytes;
  });
}
