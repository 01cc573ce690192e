import type { DnsFacts } from './cname-report.ts';
import { failureCode } from './failure-code.ts';
import { parseOssHost } from './oss-host.ts';

/** A DNS resolver, for example `Resolver` of `node:dns/promises`. */
export interface CnameResolver {
  readonly resolveCname: (name: string) => Promise<string[]>;
  readonly resolve4: (name: string) => Promise<string[]>;
  readonly resolve6: (name: string) => Promise<string[]>;
}

/** Follows the CNAME records of a domain and looks up its addresses. Never throws; after an abort, results are missing. */
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

// Longer chains are treated as loops.
const maxChain = 8;

async function followChain(domain: string, resolver: CnameResolver, signal: AbortSignal): Promise<string[]> {
  const chain: string[] = [];
  while (chain.length < maxChain) {
    const name = chain.at(-1) ?? domain;
    const { values } = await lookUp(() => resolver.resolveCname(name), signal);
    const next = values[0]?.toLowerCase().replace(/\.$/, '');
    if (next === undefined || next === domain || chain.includes(next)) break;
    chain.push(next);
    // CNAME records of OSS hosts are internal to OSS.
    if (parseOssHost(next) !== undefined) break;
  }
  return chain;
}

interface LookUp {
  readonly values: string[];
  readonly failure: string | undefined;
}

async function lookUp(query: () => Promise<string[]>, signal: AbortSignal): Promise<LookUp> {
  try {
    return { values: await Promise.race([query(), rejectOnAbort(signal)]), failure: undefined };
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
