import type { Pairs } from './options/collect-pairs.ts';
import { usageError } from './usage-error.ts';

/** Finds a header that requests a part of the object, or sets a condition; downloads send their own. */
export function partialHeaderIn(headers: Pairs | undefined): string | undefined {
  return Object.keys(headers ?? {}).find((name) => /^(?:range$|if-)/i.test(name));
}

/** Throws `OptionConflict` for headers that conflict with those of a download. */
export function refusePartialHeaders(headers: Pairs | undefined): void {
  const name = partialHeaderIn(headers);
  if (name === undefined) return;
  throw usageError(
    'OptionConflict',
    `The header ${name} conflicts with the ranges and conditions of a download.`,
    'Remove it, and sign without it.',
  );
}
