/** Bytes `start` to `end` (exclusive) of an object. */
export type Range = readonly [start: number, end: number];

/** Bytes that have come, or that are asked for again and thus are not there after all. */
export interface Change {
  readonly range: Range;
  readonly isReceived: boolean;
}

/** Gives the ranges after a change; they are sorted and do not touch. */
export function applyChange(ranges: readonly Range[], { range, isReceived }: Change): readonly Range[] {
  return isReceived ? addRange(ranges, range) : removeRange(ranges, range);
}

/** Adds a range to others that are sorted and do not touch, and keeps them so. */
export function addRange(ranges: readonly Range[], [start, end]: Range): readonly Range[] {
  const before = ranges.filter(([, otherEnd]) => otherEnd < start);
  const after = ranges.filter(([otherStart]) => otherStart > end);
  const touching = ranges.slice(before.length, ranges.length - after.length);
  const joined: Range = [Math.min(start, touching[0]?.[0] ?? start), Math.max(end, touching.at(-1)?.[1] ?? end)];
  return [...before, joined, ...after];
}

/** Takes a range away from others. */
export function removeRange(ranges: readonly Range[], [start, end]: Range): readonly Range[] {
  return ranges
    .flatMap(([first, last]): Range[] => [
      [first, Math.min(last, start)],
      [Math.max(first, end), last],
    ])
    .filter(([first, last]) => first < last);
}

/** Divides an object into cells of equal size and says of each how much has arrived, from 0 to 1. */
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
