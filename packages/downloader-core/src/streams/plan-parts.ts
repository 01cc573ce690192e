import type { Span } from '../record/ledger.ts';
import { defaultHabits, type StreamHabits } from './stream-habits.ts';

export const minPartBytes: number = 8 * 1024 * 1024;

/**
 * The first range of a download that has nothing yet. All that send this request have it from here, so that an answer that
 * one of them got is the one that the next would ask for.
 */
export function firstSpan({ partSizeBytes = minPartBytes }: { readonly partSizeBytes?: number | undefined }): Span {
  return { start: 0, end: partSizeBytes };
}

/**
 * Gives the part size for an object: small enough that each of the streams to begin with gets its parts, large enough
 * that requests cost nothing against their bytes. Streams that have nothing left to do share the last parts.
 */
export function choosePartBytes(
  sizeBytes: number,
  parallel: number,
  { partsEach, maxPartBytes }: StreamHabits = defaultHabits,
): number {
  const wanted = Math.ceil(sizeBytes / (parallel * partsEach));
  const clamped = Math.min(maxPartBytes, Math.max(minPartBytes, wanted));
  return Math.ceil(clamped / minPartBytes) * minPartBytes;
}

/** Cuts holes into parts of at most `partBytes`, in order. */
export function planParts(holes: readonly Span[], partBytes: number): Span[] {
  const parts: Span[] = [];
  for (const { start, end } of holes) {
    for (let from = start; from < end; from += partBytes)
      parts.push({ start: from, end: Math.min(from + partBytes, end) });
  }
  return parts;
}
