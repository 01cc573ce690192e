import type { OssRequest, RingName } from '@ossferry/contract';
import { type Check, describeChecks, type TestRunner } from '../test-runner.ts';
import { inputChecks } from './input-checks.ts';
import type { GivenMiddleware } from './middleware-of.ts';
import { type MiddlewarePromise, promiseChecks } from './promise-checks.ts';
import { openRing } from './ring.ts';

export interface DescribeMiddlewareOptions {
  /** Title of the suite. @default 'middleware' */
  readonly name?: string | undefined;
  /** What the middleware promises. A cache, for example, promises `errors` alone. @default all three */
  readonly promises?: readonly MiddlewarePromise[] | undefined;
  /** What the requests of the suite are like, where the middleware does not let every one through. */
  readonly request?:
    | Partial<Pick<OssRequest, 'operation' | 'method' | 'bucket' | 'key' | 'query' | 'headers'>>
    | undefined;
}

/**
 * Makes the tests that every middleware of a ring passes, with the `describe` and `it` of any test runner: of a
 * middleware, or of what a plugin adds to the ring.
 *
 * @example
 * describeMiddleware({ describe, it }, 'call', timing(report));
 */
export function describeMiddleware<Ring extends RingName>(
  runner: TestRunner,
  ring: Ring,
  middleware: GivenMiddleware<Ring>,
  options: DescribeMiddlewareOptions = {},
): void {
  const { name = 'middleware', promises = ['once', 'output', 'errors'], request } = options;
  const opened = openRing(ring, middleware, request);
  const checks: readonly Check[] = [
    ...inputChecks(opened),
    ...promises.flatMap((promise) => promiseChecks[promise](opened)),
  ];
  describeChecks(runner, name, checks);
}
