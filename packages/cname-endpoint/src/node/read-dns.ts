import type { DnsFacts } from './cname-report.ts';
import { failureCode } from './failure-code.ts';
import { parseOssHost } from './oss-host.ts';

/** What is asked of DNS; `Resolver` of `node:dns/promises` is one. */
export interface CnameResolver {
  readonly resolveCname: (name: string) => Promise<string[]>;
  readonly resolve4: (name: string) => Promise<string[]>;
  readonly resolve6: (name: string) => Promise<string[]>;
}

/** Follows the CNAME records of a domain and looks its addresses up. Never throws; an abort leaves out what is missing. */
export async function readDns(domain: string, resolver: CnameResolver, signal: AbortSignal): Promise<DnsFacts> {
  const [chain, ipv4, ipv6] = await Promise.all([
    followChain(domain, resolver, signal),
    lookUp(() => resolver.resolve4(domain), signal),
    lookUp(() => resolver.resolve6(domain), signal),
  ]);
  const addresses = [...ipv4.values, ...ipv6.values];
  return {
    chain,
    target: parseOssHost(chain.at(-1) ?? ''),
    addresses,
    failure: addresses.length === 0 ? (ipv4.failure ?? ipv6.failure) : undefined,
  };
}

// A chain that is longer, or that comes back to itself, leads nowhere.
const maxChain = 8;

async function followChain(domain: string, resolver: CnameResolver, signal: AbortSignal): Promise<string[]> {
  const chain: string[] = [];
  while (chain.length < maxChain) {
    const name = chain.at(-1) ?? domain;
    const { values } = await lookUp(() => resolver.resolveCname(name), signal);
    const next = values[0]?.toLowerCase().replace(/\.$/, '');
    if (next === undefined || next === domain || chain.includes(next)) break;
    chain.push(next);
    // What stands behind OSS's own name is OSS's affair.
    if (parseOssHost(next) !== undefined) break;
  }
  return chain;
}

interface LookUp {
  readonly values: string[];
  readonly failure: string | undefined;
}

async function lookUp(question: () => Promise<string[]>, signal: AbortSignal): Promise<LookUp> {
  try {
    return { values: await Promise.race([question(), rejectOnAbort(signal)]), failure: undefined };
  } catch (error) {
    return { values: [], failure: failureCode(error) };
  }
}

function rejectOnAbort(signal: AbortSignal): Promise<never> {
  return new Promise((_resolve, reject) => {
    if (signal.aborted) reject(signal.reason);
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
  });
}
