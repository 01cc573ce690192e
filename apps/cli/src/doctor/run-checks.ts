import { OssError } from '@ossferry/contract';
import { isObjectAddress } from '../object-address.ts';
import { oneLine } from '../one-line.ts';
import type { SourceFlags } from '../open-source.ts';
import type { CredentialsFlags } from '../options/credentials-flags.ts';
import type { Shell } from '../shell.ts';
import { checkClock } from './check-clock.ts';
import { checkCors } from './check-cors.ts';
import { checkCrc64 } from './check-crc64.ts';
import { checkCredentials } from './check-credentials.ts';
import { checkCustomDomain, isCustomDomain } from './check-custom-domain.ts';
import { checkDns } from './check-dns.ts';
import { checkEndpoint } from './check-endpoint.ts';
import { checkGzip } from './check-gzip.ts';
import { checkPermission } from './check-permission.ts';
import { checkRange } from './check-range.ts';
import { checkRegion, signedRegion } from './check-region.ts';
import { type CheckResult, fail, skip } from './check-result.ts';
import { explainRefusal } from './explain-refusal.ts';
import { isResponse, type Probe, type ProbeResponse } from './probe.ts';
import { openTarget, type Target } from './target.ts';

export interface CheckContext {
  /** `oss://bucket/key` or a URL; if absent, only the endpoint is checked. */
  readonly object: string | undefined;
  /** The origin of the page that downloads. */
  readonly origin: string | undefined;
  readonly flags: SourceFlags;
  readonly shell: Shell;
  readonly probe: Probe;
  readonly signal: AbortSignal;
}

/** Runs all checks, in the order of the steps of a download. */
export async function runChecks(context: CheckContext): Promise<CheckResult[]> {
  const { object, flags, shell, signal } = context;
  const results = [await checkSigner(object, flags, shell)];
  let target: Target;
  try {
    target = await openTarget(object, flags, shell, signal);
  } catch (error) {
    if (!OssError.isInstance(error) || error.phase === 'config') throw error;
    return [...results, ...withoutTarget(error)];
  }
  return [...results, ...(await checkTarget(target, context))];
}

/** A URL needs no credentials. */
async function checkSigner(object: string | undefined, flags: CredentialsFlags, shell: Shell): Promise<CheckResult> {
  if (object !== undefined && !isObjectAddress(object)) return skip('credentials', 'A URL is already signed.');
  return checkCredentials(flags, shell, Date.now());
}

function withoutTarget({ phase, message }: OssError): CheckResult[] {
  if (phase === 'credentials') return [skip('endpoint', 'Requests need credentials.')];
  return [fail('signature', oneLine(message), 'See: ossferry sign')];
}

async function checkTarget(target: Target, context: CheckContext): Promise<CheckResult[]> {
  const { origin, probe } = context;
  const { url, signedHeaders, isObject } = target;
  const [, base = '', host = ''] = /^(https?:\/\/(?:\[([^\]]*)\]|[^:/?#]*)(?::\d+)?)/i.exec(url) ?? [];
  const name = host || base.replace(/^https?:\/\/|:\d+$/gi, '');
  const headers = { ...signedHeaders, 'accept-encoding': 'identity', ...(isObject ? { range: 'bytes=0-0' } : {}) };
  const result = await probe({ method: 'GET', url, headers });
  const response = isResponse(result) ? result : undefined;
  const dns = await checkDns(name, result);
  const reachability = [dns, checkEndpoint(base, result), checkClock(response)];
  if (!isObject) return reachability;
  // The proxy resolves the host, so that there is nothing to compare.
  const domain = dns.status === 'skip' ? [] : await checkDomain(name, base, target, context, response !== undefined);
  const explain = (refused: ProbeResponse) => explainRefusal(target, headers, refused);
  return [
    ...reachability,
    ...domain,
    checkRegion(url, response),
    await checkPermission(url, response, explain),
    checkRange(response),
    checkGzip(response),
    checkCrc64(response),
    ...(origin === undefined ? [] : await checkCors({ url, signedHeaders, origin }, probe)),
  ];
}

async function checkDomain(
  name: string,
  base: string,
  { url, bucket }: Target,
  { flags, shell, signal }: CheckContext,
  hasResponded: boolean,
): Promise<CheckResult[]> {
  if (!isCustomDomain(name, flags.endpoint ?? shell.env['OSS_ENDPOINT'])) return [];
  return checkCustomDomain(base, { bucket, region: signedRegion(url) ?? flags.region, signal, hasResponded });
}
