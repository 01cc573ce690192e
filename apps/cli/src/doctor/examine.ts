import { OssError } from '@ossferry/contract';
import { isObjectAddress } from '../object-address.ts';
import { oneLine } from '../one-line.ts';
import type { SourceFlags } from '../open-source.ts';
import type { CredentialsFlags } from '../options/credentials-flags.ts';
import type { Shell } from '../shell.ts';
import { type Answer, type Ask, isAnswer } from './ask.ts';
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
import { openTarget, type Target } from './target.ts';

export interface Examination {
  /** `oss://bucket/key` or a URL; only the endpoint when absent. */
  readonly object: string | undefined;
  /** The origin of a page that is to download. */
  readonly origin: string | undefined;
  readonly flags: SourceFlags;
  readonly shell: Shell;
  readonly ask: Ask;
  readonly signal: AbortSignal;
}

/** Carries out all checks, in the order of the way that a download takes. */
export async function examine(examination: Examination): Promise<CheckResult[]> {
  const { object, flags, shell, signal } = examination;
  const results = [await checkSigner(object, flags, shell)];
  let target: Target;
  try {
    target = await openTarget(object, flags, shell, signal);
  } catch (error) {
    if (!OssError.isInstance(error) || error.phase === 'config') throw error;
    return [...results, ...withoutTarget(error)];
  }
  return [...results, ...(await examineTarget(target, examination))];
}

/** Nobody signs when a URL is given. */
async function checkSigner(object: string | undefined, flags: CredentialsFlags, shell: Shell): Promise<CheckResult> {
  if (object !== undefined && !isObjectAddress(object)) return skip('credentials', 'A URL is signed already.');
  return checkCredentials(flags, shell, Date.now());
}

function withoutTarget({ phase, message }: OssError): CheckResult[] {
  if (phase === 'credentials') return [skip('endpoint', 'Nothing can be asked for without credentials.')];
  return [fail('signature', oneLine(message), 'See: ossferry sign')];
}

async function examineTarget(target: Target, examination: Examination): Promise<CheckResult[]> {
  const { origin, ask } = examination;
  const { url, signedHeaders, isObject } = target;
  const [, base = '', host = ''] = /^(https?:\/\/(?:\[([^\]]*)\]|[^:/?#]*)(?::\d+)?)/i.exec(url) ?? [];
  const name = host || base.replace(/^https?:\/\/|:\d+$/gi, '');
  const headers = { ...signedHeaders, 'accept-encoding': 'identity', ...(isObject ? { range: 'bytes=0-0' } : {}) };
  const reply = await ask({ method: 'GET', url, headers });
  const answer = isAnswer(reply) ? reply : undefined;
  const dns = await checkDns(name, reply);
  const way = [dns, checkEndpoint(base, reply), checkClock(answer)];
  if (!isObject) return way;
  // Through a proxy it is reached by a name that nobody knows here: there is nothing to compare.
  const domain = dns.status === 'skip' ? [] : await checkDomain(name, base, target, examination, answer !== undefined);
  const explain = (refused: Answer) => explainRefusal(target, headers, refused);
  return [
    ...way,
    ...domain,
    checkRegion(url, answer),
    await checkPermission(url, answer, explain),
    checkRange(answer),
    checkGzip(answer),
    checkCrc64(answer),
    ...(origin === undefined ? [] : await checkCors({ url, signedHeaders, origin }, ask)),
  ];
}

async function checkDomain(
  name: string,
  base: string,
  { url, bucket }: Target,
  { flags, shell, signal }: Examination,
  answered: boolean,
): Promise<CheckResult[]> {
  if (!isCustomDomain(name, flags.endpoint ?? shell.env['OSS_ENDPOINT'])) return [];
  return checkCustomDomain(base, { bucket, region: signedRegion(url) ?? flags.region, signal, answered });
}
