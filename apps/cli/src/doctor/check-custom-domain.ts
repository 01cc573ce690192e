import { isIP } from 'node:net';
import type { CheckCnameOptions } from '@ossferry/cname-endpoint/node';
import type { CheckResult } from './check-result.ts';

/**
 * Whether a host is a domain of somebody's own, which has to be bound to the bucket. `endpoint`, a host with or without
 * scheme and port, is none, nor is a bucket on it: an OSS of somebody's own.
 */
export function isCustomDomain(host: string, endpoint = ''): boolean {
  const own = endpoint.toLowerCase().replace(/^https?:\/\/|:\d+\/?$|\/$/g, '');
  if (own !== '' && (host === own || host.endsWith(`.${own}`))) return false;
  return isIP(host) === 0 && host !== 'localhost' && !host.endsWith('.localhost') && !host.endsWith('.aliyuncs.com');
}

/** Looks at the binding of a custom domain: DNS, bucket, region, certificate, and whether OSS answers. */
export async function checkCustomDomain(domain: string, options: CheckCnameOptions): Promise<CheckResult[]> {
  const { checkCname } = await import('@ossferry/cname-endpoint/node');
  const { findings } = await checkCname(domain, options);
  return findings.map(({ name, status, found, advice }) => ({
    name: `cname ${name}`,
    status,
    finding: found,
    nextStep: advice,
  }));
}
