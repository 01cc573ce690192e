import type { OssRequest, RingName } from '@ossferry/contract';
import { type Check, describeChecks, type TestRunner } from '../test-runner.ts';
import { guaranteeChecks, type MiddlewareGuarantee } from './guarantee-checks.ts';
import { inputChecks } from './input-checks.ts';
import type { MiddlewareOrPlugin } from './middleware-of.ts';
import { createRingFixture } from './ring-fixture.ts';

export interface DescribeMiddlewareOptions {
  /** Title of the suite. @default 'middleware' */
  readonly name?: string | undefined;
  /** What the middleware guarantees. A cache, for example, guarantees only `errors`. @default all three */
  readonly guarantees?: readonly MiddlewareGuarantee[] | undefined;
  /** Properties of the requests of the suite, if the middleware allows only some requests. */
  readonly request?:
    | Partial<Pick<OssRequest, 'operation' | 'method' | 'bucket' | 'key' | 'query' | 'headers'>>
    | undefined;
}

/**
 * Defines the conformance tests of middleware, with the `describe` and `it` of any test runner. Tests a middleware, or what a
 * plugin adds to the ring.
 *
 * @example
 * describeMiddleware({ describe, it }, 'call', timing(report));
 */
export function describeMiddleware<Ring extends RingName>(
  runner: TestRunner,
  ring: Ring,
  middleware: MiddlewareOrPlugin<Ring>,
  options: DescribeMiddlewareOptions = {},
): void {
  const { name = 'middleware', guarantees = ['once', 'output', 'errors'], request } = options;
  const fixture = createRingFixture(ring, middleware, request);
  const checks: readonly Check[] = [
    ...inputChecks(fixture),
    ...guarantees.flatMap((guarantee) => guaranteeChecks[guarantee](fixture)),
  ];
  describeChecks(runner, name, checks);
}
