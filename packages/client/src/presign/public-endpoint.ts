import { type EndpointResolver, encodeKey } from '@ossferry/contract';
import { parseRegion } from '../endpoint/region.ts';

/** Makes the endpoint slot for the public host of a region, `cn-hangzhou` for example. Throws an `OssError` for what is none. */
export function publicEndpoint(region: string): EndpointResolver {
  const id = parseRegion(region);
  return ({ bucket, key = '' }) => ({
    baseUrl: `https://${bucket}.oss-${id}.aliyuncs.com`,
    path: `/${encodeKey(key)}`,
    region: id,
    product: 'oss',
  });
}
