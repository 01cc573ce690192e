import { invalidRange, tooManyRanges } from '../errors/object-errors.ts';
import { notImplemented } from '../errors/request-errors.ts';
import type { ByteRange } from '../store/content.ts';

/**
 * Returns the requested range; `undefined` means the whole object with status 200.
 *
 * By default, OSS ignores a range that is malformed or not entirely inside the object. With
 * `x-oss-range-behavior: standard`, an end beyond the object is clamped, and a start beyond the object is an error.
 *
 * @see https://www.alibabacloud.com/help/en/oss/user-guide/http-range
 * @throws ServiceError InvalidRange (416), MultiRangeFailed
 */
export function selectRange(headers: ReadonlyMap<string, string>, sizeBytes: number): ByteRange | undefined {
  const range = parseRange(headers);
  if (range === undefined) return undefined;
  return headers.get('x-oss-range-behavior') === 'standard'
    ? clampRange(range, sizeBytes)
    : ignoreInvalidRange(range, sizeBytes);
}

/** `first-last`, `first-` or `-suffix`, as written. */
interface RequestedRange {
  readonly first: number | undefined;
  readonly last: number | undefined;
}

function parseRange(headers: ReadonlyMap<string, string>): RequestedRange | undefined {
  const specifications = /^bytes=(.+)$/.exec(headers.get('range') ?? '')?.[1]?.split(',') ?? [];
  if (specifications.length > 1 && headers.get('x-oss-multi-range-behavior') === 'multi-range') {
    throw specifications.length > maxRanges ? tooManyRanges() : notImplemented('multi-range downloads');
  }
  // Without that header, OSS returns only the first range of a list.
  const match = /^(\d*)-(\d*)$/.exec(specifications[0]?.trim() ?? '');
  const [, first = '', last = ''] = match ?? [];
  if (first === '' && last === '') return undefined;
  const range = { first: toNumber(first), last: toNumber(last) };
  const isBackwards = range.first !== undefined && range.last !== undefined && range.first > range.last;
  return isBackwards ? undefined : range;
}

const maxRanges = 50;

function ignoreInvalidRange({ first, last }: RequestedRange, sizeBytes: number): ByteRange | undefined {
  if (first === undefined) {
    const suffix = last ?? 0;
    return suffix > 0 && suffix <= sizeBytes ? { start: sizeBytes - suffix, end: sizeBytes } : undefined;
  }
  const end = last === undefined ? sizeBytes : last + 1;
  return first < sizeBytes && end <= sizeBytes ? { start: first, end } : undefined;
}

function clampRange({ first, last }: RequestedRange, sizeBytes: number): ByteRange {
  const start = first ?? Math.max(0, sizeBytes - (last ?? 0));
  const end = first === undefined || last === undefined ? sizeBytes : Math.min(last + 1, sizeBytes);
  if (start >= sizeBytes) throw invalidRange();
  return { start, end };
}

function toNumber(digits: string): number | undefined {
  return digits === '' ? undefined : Number(digits);
}
