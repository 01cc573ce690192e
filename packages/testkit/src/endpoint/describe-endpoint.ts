import { type EndpointResolver, encodeKey, type Plugin } from '@ossferry/contract';
import { slotOf } from '../slot-of.ts';
import { describeChecks, type TestRunner } from '../test-runner.ts';
import { bucketCheck, endpointChecks } from './endpoint-checks.ts';

export interface DescribeEndpointOptions {
  /** Title of the suite. @default 'endpoint' */
  readonly name?: string | undefined;
  /** A bucket that the endpoint answers for; a plugin that leaves it to the standard endpoint fails. @default 'examplebucket' */
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
  endpoint: EndpointResolver | Plugin,
  { name = 'endpoint', bucket = 'examplebucket' }: DescribeEndpointOptions = {},
): void {
  const isPlugin = typeof endpoint !== 'function';
  const slot = isPlugin ? slotOf('endpoint', endpoint, publicEndpoint) : endpoint;
  const ofPlugins = isPlugin ? [bucketCheck(slot, publicEndpoint, bucket)] : [];
  describeChecks(runner, name, [...ofPlugins, ...endpointChecks(slot, bucket)]);
}

/** Stands for the client's own endpoint, which a plugin may wrap. */
const publicEndpoint: EndpointResolver = ({ bucket, key = '' }) => ({
  baseUrl: `https://${bucket}.oss-cn-hangzhou.aliyuncs.com`,
  path: `/${encodeKey(key)}`,
  region: 'cn-hangzhou',
  product: 'oss',
});
