import { lookup } from 'node:dns/promises';
import { isIP } from 'node:net';
import { isAnswer, type Reply } from './ask.ts';
import { type CheckResult, fail, pass, skip } from './check-result.ts';

export type LookUp = (host: string) => Promise<readonly string[]>;

/** Looks the host up. Where a proxy stands before it, nobody needs to know it here: it answers, or the proxy fails. */
export async function checkDns(host: string, reply: Reply, lookUp: LookUp = systemLookUp): Promise<CheckResult> {
  if (isIP(host)) return pass('dns', `${host} is an address: there is nothing to look up.`);
  try {
    return pass('dns', `${host} is ${(await lookUp(host)).slice(0, 3).join(', ')}.`);
  } catch (error) {
    const { code = 'unknown' } = error as NodeJS.ErrnoException;
    if (isAnswer(reply)) return skip('dns', `${host} is not known here (${code}), but answers: through a proxy.`);
    // With a certificate, the host was reached.
    if (/^Proxy|^InvalidCertificate$/.test(reply.error.code)) {
      return skip('dns', `${host} is not known here (${code}), and does not have to be: a proxy looks it up.`);
    }
    const nextStep =
      'Check the names of bucket and region or endpoint; -internal hosts are known inside of Alibaba Cloud only.';
    return fail('dns', `DNS does not know ${host} (${code}).`, nextStep);
  }
}

async function systemLookUp(host: string): Promise<readonly string[]> {
  return (await lookup(host, { all: true })).map(({ address }) => address);
}
