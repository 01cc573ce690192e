import { type EndpointResolver, encodeKey } from '@ossferry/contract';
import { parseRegion } from '../endpoint/region.ts';

/** Creates an endpoint for the public host of a region, for example `cn-hangzhou`. Throws an `OssError` for an invalid ID. */
export function publicEndpoint(region: string): EndpointResolver {
  const id = parseRegion(region);
  return ({ bucket, key = '' }) => ({
    baseUrl: `https://${bucket}.oss-${id}.aliyuncs.com`,
    path: `/${encodeKey(key)}`,
    region: id,
    product: 'oss',
  });
}
