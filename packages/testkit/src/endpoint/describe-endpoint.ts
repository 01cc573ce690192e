import { describeChecks, type TestRunner } from '../test-runner.ts';
import { type EndpointSlot, endpointChecks } from './endpoint-checks.ts';

export interface DescribeEndpointOptions {
  /** Title of the suite. @default 'endpoint' */
  readonly name?: string | undefined;
  /** A bucket that the endpoint answers for. @default 'examplebucket' */
  readonly bucket?: string | undefined;
}

/**
 * Makes the tests that every endpoint passes, with the `describe` and `it` of any test runner: what fills the endpoint slot,
 * or what a wrapper makes of a standard one.
 *
 * @example
 * describeEndpoint({ describe, it }, ({ key = '' }) => ({ baseUrl, path: `/${encodeKey(key)}`, region, product: 'oss' }));
 */
export function describeEndpoint(
  runner: TestRunner,
  endpoint: EndpointSlot,
  { name = 'endpoint', bucket = 'examplebucket' }: DescribeEndpointOptions = {},
): void {
  describeChecks(runner, name, endpointChecks(endpoint, bucket));
}
