import { encodeKey, type Plugin } from '@ossferry/contract';
import { slotOf } from '../slot-of.ts';
import { describeChecks, type TestRunner } from '../test-runner.ts';
import { type EndpointSlot, endpointChecks } from './endpoint-checks.ts';

export interface DescribeEndpointOptions {
  /** Title of the suite. @default 'endpoint' */
  readonly name?: string | undefined;
  /** A bucket that the endpoint answers for. @default 'examplebucket' */
  readonly bucket?: string | undefined;
}

/**
 * Makes the tests that every endpoint passes, with the `describe` and `it` of any test runner: of what fills the endpoint
 * slot, or of what a plugin makes of it; a wrapper is put around a standard endpoint.
 *
 * @example
 * describeEndpoint({ describe, it }, ({ key = '' }) => ({ baseUrl, path: `/${encodeKey(key)}`, region, product: 'oss' }));
 */
export function describeEndpoint(
  runner: TestRunner,
  endpoint: EndpointSlot | Plugin,
  { name = 'endpoint', bucket = 'examplebucket' }: DescribeEndpointOptions = {},
): void {
  const slot = typeof endpoint === 'function' ? endpoint : slotOf('endpoint', endpoint, publicEndpoint);
  describeChecks(runner, name, endpointChecks(slot, bucket));
}

/** Stands for the client's own endpoint, which a plugin may wrap. */
const publicEndpoint: EndpointSlot = ({ bucket, key = '' }) => ({
  baseUrl: `https://${bucket}.oss-cn-hangzhou.aliyuncs.com`,
  path: `/${encodeKey(key)}`,
  region: 'cn-hangzhou',
  product: 'oss',
});
