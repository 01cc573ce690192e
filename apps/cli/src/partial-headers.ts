import type { Pairs } from './options/collect-pairs.ts';
import { usageError } from './usage-error.ts';

/** Names the header that asks for a part of the object, or for it under a condition; a download chooses those by itself. */
export function partialHeaderIn(headers: Pairs | undefined): string | undefined {
  return Object.keys(headers ?? {}).find((name) => /^(?:range$|if-)/i.test(name));
}

/** Refuses headers that a whole object cannot be read with: they would be in the way of every request. */
export function refusePartialHeaders(headers: Pairs | undefined): void {
  const name = partialHeaderIn(headers);
  if (name === undefined) return;
  throw usageError(
    'OptionConflict',
    `The header ${name} lets OSS answer with less than the object, and all of it is to be read.`,
    'Leave it out, and sign without it.',
  );
}
