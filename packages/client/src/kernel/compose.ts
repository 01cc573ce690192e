import type { Middleware, Next, RingName } from '@ossferry/contract';
import { noOutput } from './plugin-errors.ts';

/**
 * Folds the middleware of a ring from the right around `last`: the first in the list is outermost, and `next` may be called
 * again. Whatever one hands on is checked and frozen by `guard` before the next one sees it.
 */
export function compose<Input, Output>(
  ring: RingName,
  middleware: readonly Middleware<Input, Output>[],
  last: Next<Input, Output>,
  guard: (input: Input) => Input,
): Next<Input, Output> {
  return middleware.reduceRight<Next<Input, Output>>(
    (next, current) => async (input) => {
      const output = await current(guard(input), next);
      if (typeof output !== 'object' || output === null) throw noOutput(ring);
      return output;
    },
    (input) => last(guard(input)),
  );
}
