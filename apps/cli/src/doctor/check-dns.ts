import { lookup } from 'node:dns/promises';
import { isIP } from 'node:net';
import { type CheckResult, fail, pass, skip } from './check-result.ts';
import { isResponse, type ProbeResult } from './probe.ts';

export type LookUp = (host: string) => Promise<readonly string[]>;

/** Resolves the host. Behind a proxy, the host need not resolve locally. */
export async function checkDns(host: string, result: ProbeResult, lookUp: LookUp = systemLookUp): Promise<CheckResult> {
  if (isIP(host)) return pass('dns', `${host} is an IP address.`);
  try {
    return pass('dns', `${host} resolves to ${(await lookUp(host)).slice(0, 3).join(', ')}.`);
  } catch (error) {
    const { code = 'unknown' } = error as NodeJS.ErrnoException;
    if (isResponse(result))
      return skip('dns', `${host} does not resolve locally (${code}), but responds through a proxy.`);
    // An error about the certificate means that the host was reached.
    if (/^Proxy|^InvalidCertificate$/.test(result.error.code)) {
      return skip('dns', `${host} does not resolve locally (${code}); the proxy resolves it.`);
    }
    return fail(
      'dns',
      `${host} does not resolve (${code}).`,
      'Check the network, and bucket, region, endpoint or domain.',
    );
  }
}

async function systemLookUp(host: string): Promise<readonly string[]> {
  return (await lookup(host, { all: true })).map(({ address }) => address);
}
