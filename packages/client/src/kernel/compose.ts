import type { Middleware, Next } from '@ossferry/contract';

/** Folds middleware from the right around `last`: the first in the list is outermost, and `next` may be called again. */
export function compose<Input, Output>(
  middleware: readonly Middleware<Input, Output>[],
  last: Next<Input, Output>,
): Next<Input, Output> {
  return middleware.reduceRight<Next<Input, Output>>((next, current) => (input) => current(input, next), last);
}
