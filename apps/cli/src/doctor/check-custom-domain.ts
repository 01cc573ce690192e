import { isIP } from 'node:net';
import type { CheckCnameOptions } from '@ossferry/cname-endpoint/node';
import { type CheckResult, skip } from './check-result.ts';

/**
 * Whether a host is a domain of somebody's own, which has to be bound to the bucket. `endpoint`, a host with or without
 * scheme and port, is none, nor is a bucket on it: an OSS of somebody's own.
 */
export function isCustomDomain(host: string, endpoint = ''): boolean {
  const own = endpoint.toLowerCase().replace(/^https?:\/\/|:\d+\/?$|\/$/g, '');
  if (own !== '' && (host === own || host.endsWith(`.${own}`))) return false;
  return isIP(host) === 0 && !machineName.test(host) && !/\.(?:localhost|aliyuncs\.com)$/.test(host);
}

/** What has no dot is a machine of this network, or `localhost`. */
const machineName = /^[\w-]+$/;

/**
 * Looks at the binding of a custom domain: DNS, bucket, region, certificate, and whether OSS answers. It goes straight there,
 * to both ports. Where the domain has `answered` already, what cannot be reached so is no failure: a proxy leads there, or
 * only https is open.
 */
export async function checkCustomDomain(
  domain: string,
  { answered, ...options }: CheckCnameOptions & { readonly answered: boolean },
): Promise<CheckResult[]> {
  const { checkCname } = await import('@ossferry/cname-endpoint/node');
  const { findings, facts } = await checkCname(domain, options);
  const unreached = new Set([
    ...(facts.dns.addresses.length === 0 ? ['dns'] : []),
    ...('failure' in facts.certificate ? ['certificate'] : []),
    ...('failure' in facts.answer ? ['oss'] : []),
  ]);
  return findings.map(({ name, status, found, advice }) =>
    answered && status === 'fail' && unreached.has(name)
      ? skip(`cname ${name}`, `${found} A download gets there all the same.`)
      : { name: `cname ${name}`, status, finding: found, nextStep: advice },
  );
}
