import type { Middleware, Next, RingName } from '@ossferry/contract';
import { noOutput } from './plugin-errors.ts';

/**
 * Composes the middleware of a ring around `last`. The first middleware is the outermost, and each may call `next` never,
 * once or several times. `guard` checks and freezes every input before the next function gets it.
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
