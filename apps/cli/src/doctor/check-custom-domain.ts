import { isIP } from 'node:net';
import type { CheckCnameOptions } from '@ossferry/cname-endpoint/node';
import type { CheckResult } from './check-result.ts';

/** Whether a host is a domain of somebody's own, which has to be bound to the bucket. */
export function isCustomDomain(host: string): boolean {
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
