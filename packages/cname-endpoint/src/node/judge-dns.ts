import type { CnameFinding, DnsFacts } from './cname-report.ts';

/** The expected CNAME target of a domain. */
export interface ExpectedTarget {
  readonly bucket?: string | undefined;
  /** General region ID. */
  readonly region?: string | undefined;
}

/** Evaluates the DNS records of a domain. */
export function judgeDns(domain: string, dns: DnsFacts, expected: ExpectedTarget): CnameFinding[] {
  return [judgeChain(domain, dns), judgeBucket(dns, expected.bucket), judgeRegion(dns, expected.region)];
}

function judgeChain(domain: string, { chain, target, addresses, failure }: DnsFacts): CnameFinding {
  const name = 'dns';
  const path = [domain, ...chain].join(' → ');
  if (addresses.length === 0) {
    const found = `${path} has no address (${failure ?? 'no answer'}).`;
    return {
      name,
      status: 'fail',
      found,
      advice: `Add a CNAME record for ${domain} at its DNS provider: ${recordHint}.`,
    };
  }
  if (target?.network === 'internal') {
    const advice = 'Point the CNAME record to the public endpoint of the bucket.';
    return { name, status: 'warn', found: `${path}, which is reachable only inside Alibaba Cloud.`, advice };
  }
  if (target !== undefined) return { name, status: 'pass', found: `${path}.`, advice: '' };
  const found =
    chain.length === 0 ? `${domain} has addresses, but no CNAME record.` : `${path}, which is not an OSS host.`;
  const advice = `This is fine for a CDN or proxy in front of OSS; otherwise set the CNAME record to ${recordHint}.`;
  return { name, status: 'warn', found, advice };
}

const recordHint = '<bucket>.oss-<region>.aliyuncs.com';

function judgeBucket({ target }: DnsFacts, expected: string | undefined): CnameFinding {
  const name = 'bucket';
  if (target === undefined) return unknown(name, 'bucket');
  if (target.bucket === undefined) {
    const advice = `Add the bucket: <bucket>.${target.host}.`;
    return { name, status: 'fail', found: `The CNAME target ${target.host} does not contain a bucket.`, advice };
  }
  if (expected !== undefined && target.bucket !== expected) {
    const found = `The CNAME target is the bucket ${target.bucket}, not ${expected}.`;
    return { name, status: 'fail', found, advice: 'Correct the CNAME record, or sign for this bucket.' };
  }
  return { name, status: 'pass', found: `The CNAME target is the bucket ${target.bucket}.`, advice: '' };
}

function judgeRegion({ target }: DnsFacts, expected: string | undefined): CnameFinding {
  const name = 'region';
  if (target === undefined) return unknown(name, 'region');
  if (target.network === 'accelerate') {
    const found = `The CNAME target ${target.host} is an accelerate endpoint, which has no region.`;
    return { name, status: 'pass', found, advice: '' };
  }
  if (target.region === undefined) return unknown(name, 'region');
  if (expected !== undefined && target.region !== expected) {
    const found = `The CNAME target is in ${target.region}, not in ${expected}.`;
    return { name, status: 'fail', found, advice: 'Correct the CNAME record, or sign for this region.' };
  }
  return { name, status: 'pass', found: `The CNAME target is in ${target.region}.`, advice: '' };
}

function unknown(name: 'bucket' | 'region', what: string): CnameFinding {
  const found = `DNS does not show the ${what}.`;
  return { name, status: 'warn', found, advice: `Compare the ${what} with the OSS console, "Domain Names".` };
}
