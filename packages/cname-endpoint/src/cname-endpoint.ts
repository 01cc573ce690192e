import { definePlugin, encodeKey, type Plugin } from '@ossferry/contract';
import { type CustomDomain, readCustomDomains } from './custom-domain.ts';

/**
 * Creates a plugin that sends the requests of a bucket to its custom domain (CNAME). Other buckets keep the standard
 * endpoint. Throws an `OssError` with phase `config` for an invalid domain, bucket or region.
 *
 * @example
 * const oss = createClient({
 *   region: 'cn-hangzhou',
 *   credentials: fromEnv(),
 *   plugins: [cnameEndpoint({ domain: 'https://static.example.com', bucket: 'examplebucket', region: 'cn-hangzhou' })],
 * });
 */
export function cnameEndpoint(...domains: readonly CustomDomain[]): Plugin {
  const baseByBucket = readCustomDomains(domains);
  return definePlugin('cname-endpoint', (host) => {
    host.wrap('endpoint', (standardEndpoint) => (request) => {
      const base = baseByBucket.get(request.bucket);
      if (base === undefined) return standardEndpoint(request);
      // The bucket is neither in the host nor in the path; the signer takes it from the request.
      return { ...base, path: `/${encodeKey(request.key ?? '')}`, product: 'oss' };
    });
  });
}
