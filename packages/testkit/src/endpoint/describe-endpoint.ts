import { type EndpointResolver, encodeKey, type Plugin } from '@ossferry/contract';
import { slotOf } from '../slot-of.ts';
import { describeChecks, type TestRunner } from '../test-runner.ts';
import { bucketCheck, endpointChecks } from './endpoint-checks.ts';

export interface DescribeEndpointOptions {
  /** Title of the suite. @default 'endpoint' */
  readonly name?: string | undefined;
  /** A bucket that the endpoint handles; a plugin that delegates it to the standard endpoint fails. @default 'examplebucket' */
  readonly bucket?: string | undefined;
}

/**
 * Defines the conformance tests of endpoints, with the `describe` and `it` of any test runner. Tests an endpoint, or a plugin
 * that fills or wraps the endpoint slot; a wrapper is applied to a standard endpoint.
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
  const pluginChecks = isPlugin ? [bucketCheck(slot, publicEndpoint, bucket)] : [];
  describeChecks(runner, name, [...pluginChecks, ...endpointChecks(slot, bucket)]);
}

/** Represents the client's own endpoint, which a plugin may wrap. */
const publicEndpoint: EndpointResolver = ({ bucket, key = '' }) => ({
  baseUrl: `https://${bucket}.oss-cn-hangzhou.aliyuncs.com`,
  path: `/${encodeKey(key)}`,
  region: 'cn-hangzhou',
  product: 'oss',
});
