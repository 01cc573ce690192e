import type { AnswerFacts, CnameFinding, Unreachable } from './cname-report.ts';

/** Evaluates the HTTP response of a domain. */
export function judgeAnswer(domain: string, answer: AnswerFacts | Unreachable): CnameFinding {
  const name = 'oss';
  if ('failure' in answer) {
    const found = `${domain} does not respond over HTTP (${answer.failure}).`;
    return { name, status: 'fail', found, advice: 'Check the CNAME record and firewalls.' };
  }
  const { status, requestId, ossCode, ec } = answer;
  if (requestId === undefined) return judgeForeignAnswer(domain, status);
  const reference = `request ID ${requestId}${ec === undefined ? '' : `, EC ${ec}`}`;
  const found = `OSS returned ${[status, ossCode].filter(Boolean).join(' ')} (${reference}).`;
  if (ossCode !== undefined && routingRefusals.has(ossCode)) {
    const advice = `Bind ${domain} to the bucket in the OSS console, "Domain Names".`;
    return { name, status: 'fail', found, advice };
  }
  if (status >= 500) return { name, status: 'warn', found, advice: 'Try again later.' };
  return { name, status: 'pass', found, advice: '' };
}

// A redirect to https may come from a CDN in front of OSS, so it is only a warning.
function judgeForeignAnswer(domain: string, httpStatus: number): CnameFinding {
  const isRedirect = httpStatus >= 300 && httpStatus < 400;
  return {
    name: 'oss',
    status: isRedirect ? 'warn' : 'fail',
    found: `${domain} returned ${httpStatus}, but without x-oss-request-id: this is not OSS.`,
    advice: 'Point the CNAME record to the bucket; behind a CDN, let it pass x-oss-* headers.',
  };
}

// Error codes for a domain without a bucket. OSS does not document which one it uses.
const routingRefusals: ReadonlySet<string> = new Set([
  'InvalidBucketName',
  'NoSuchBucket',
  'NoSuchCname',
  'NonStandardHostForbidden',
  'SecondLevelDomainForbidden',
]);
