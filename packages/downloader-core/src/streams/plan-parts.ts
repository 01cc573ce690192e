import type { Span } from '../record/ledger.ts';
import { defaultTuning, type StreamTuning } from './stream-tuning.ts';

export const minPartBytes: number = 8 * 1024 * 1024;

/**
 * The first range of a new download. Everything that sends the first request uses this, so that a response can be
 * passed on instead of being requested again.
 */
export function firstSpan({ partSizeBytes = minPartBytes }: { readonly partSizeBytes?: number | undefined }): Span {
  return { start: 0, end: partSizeBytes };
}

/**
 * Returns the part size for an object: small enough for several parts per initial stream, large enough for the cost of
 * requests not to matter. Idle streams split the last parts.
 */
export function choosePartBytes(
  sizeBytes: number,
  parallel: number,
  { partsPerStream, maxPartBytes }: StreamTuning = defaultTuning,
): number {
  const wanted = Math.ceil(sizeBytes / (parallel * partsPerStream));
  const clamped = Math.min(maxPartBytes, Math.max(minPartBytes, wanted));
  return Math.ceil(clamped / minPartBytes) * minPartBytes;
}

/** Divides holes into parts of at most `partBytes`, in order. */
export function planParts(holes: readonly Span[], partBytes: number): Span[] {
  const parts: Span[] = [];
  for (const { start, end } of holes) {
    for (let from = start; from < end; from += partBytes)
      parts.push({ start: from, end: Math.min(from + partBytes, end) });
  }
  return parts;
}
