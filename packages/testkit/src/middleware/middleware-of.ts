import type { Middleware, Next, Plugin, PluginHost, RingName, Rings } from '@ossferry/contract';
import { setUp } from '../slot-of.ts';

/** A middleware of a ring, or a plugin that adds some to it. */
export type MiddlewareOrPlugin<Ring extends RingName> =
  | Middleware<Rings[Ring]['input'], Rings[Ring]['output']>
  | Plugin;

/** Combines the middleware that a plugin adds to a ring, first outermost. */
export function middlewareOf<Ring extends RingName>(
  ring: Ring,
  given: MiddlewareOrPlugin<Ring>,
): Middleware<unknown, unknown> {
  // The compiler cannot relate the ring to the types of its middleware here.
  if (typeof given === 'function') return given as unknown as Middleware<unknown, unknown>;
  const members: Middleware<unknown, unknown>[] = [];
  const host: PluginHost = {
    provide: () => undefined,
    wrap: () => undefined,
    use(name, middleware) {
      if ((name as RingName) === ring) members.push(middleware as unknown as Middleware<unknown, unknown>);
    },
  };
  setUp(given, host);
  if (members.length === 0) throw new Error(`The plugin "${given.name}" adds nothing to the ring "${ring}".`);
  return (input, next) =>
    members.reduceRight<Next<unknown, unknown>>(
      (inner, middleware) => (value) => middleware(value, inner),
      next,
    )(input);
}
