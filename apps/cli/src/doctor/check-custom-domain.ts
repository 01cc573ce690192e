import { isIP } from 'node:net';
import type { CheckCnameOptions } from '@ossferry/cname-endpoint/node';
import { type CheckResult, skip } from './check-result.ts';

/**
 * Whether a host is a custom domain, which must be bound to the bucket. `endpoint`, a host with or without scheme and
 * port, and its subdomains are not.
 */
export function isCustomDomain(host: string, endpoint = ''): boolean {
  const own = endpoint.toLowerCase().replace(/^https?:\/\/|:\d+\/?$|\/$/g, '');
  if (own !== '' && (host === own || host.endsWith(`.${own}`))) return false;
  return isIP(host) === 0 && !machineName.test(host) && !/\.(?:localhost|aliyuncs\.com)$/.test(host);
}

/** A name without a dot is a machine of the local network. */
const machineName = /^[\w-]+$/;

/**
 * Checks the binding of a custom domain: DNS, bucket, region, certificate, and whether OSS responds. It connects
 * directly, to both ports. If the domain `hasResponded`, unreachable parts are skipped instead of failed: it is
 * behind a proxy, or only one port is open.
 */
export async function checkCustomDomain(
  domain: string,
  { hasResponded, ...options }: CheckCnameOptions & { readonly hasResponded: boolean },
): Promise<CheckResult[]> {
  const { checkCname } = await import('@ossferry/cname-endpoint/node');
  const { findings, facts } = await checkCname(domain, options);
  const unreached = new Set([
    ...(facts.dns.addresses.length === 0 ? ['dns'] : []),
    ...('failure' in facts.certificate ? ['certificate'] : []),
    ...('failure' in facts.answer ? ['oss'] : []),
  ]);
  return findings.map(({ name, status, found, advice }) =>
    hasResponded && status === 'fail' && unreached.has(name)
      ? skip(`cname ${name}`, `${found} Downloads reach the host anyway.`)
      : { name: `cname ${name}`, status, finding: found, nextStep: advice },
  );
}
