import { definePlugin, encodeKey, type Plugin } from '@ossferry/contract';
import { type CustomDomain, readCustomDomains } from './custom-domain.ts';

/**
 * Makes a plugin that sends requests about a bucket to the custom domain (CNAME) bound to it, as OSS's page "Access OSS
 * with custom domain names" describes. Other buckets keep the standard endpoint. Throws an `OssError` of phase `config`
 * for a domain, bucket or region that cannot be right.
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
