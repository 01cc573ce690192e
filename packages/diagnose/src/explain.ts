import type { Case } from './analysis/case.ts';
import { checkUrl } from './analysis/check-url.ts';
import { diagnoseSignature } from './analysis/diagnose-signature.ts';
import { isConsequence, precedesSignatureCheck } from './analysis/refusal-order.ts';
import { readReceivedRequest } from './compare/read-received-request.ts';
import { normalizeHeaders, readSentRequest } from './compare/read-sent-request.ts';
import { describeFindings } from './describe-findings.ts';
import type { ExplainInput } from './explain-input.ts';
import { type Candidate, type Finding, makeCandidate, weights } from './finding.ts';
import { type Mask, maskOf, showAll } from './mask.ts';
import { diagnoseResponse } from './response/diagnose-response.ts';
import { type OssResponse, readResponse } from './response/read-response.ts';
import { secretsIn } from './secrets-in.ts';
import type { SignedInput } from './signed-input.ts';
import { en } from './texts/en.ts';
import { findDamage } from './url/find-damage.ts';
import { decodeQueryText } from './url/percent-decode.ts';
import { readHost } from './url/read-host.ts';
import { readSignature } from './url/read-signature.ts';
import { decodeParameters } from './url/split-url.ts';

/**
 * Explains why OSS refuses a presigned URL, most likely cause first: reads the response, compares the request that OSS
 * received with the URL and, with the credentials, recomputes the signature to prove a cause. Sends nothing. Returns an empty
 * array if it finds no problem. Secrets are masked. Throws an `OssError`, `UrlTooLong`, above 65 536 characters.
 */
export function explain(input: ExplainInput): readonly Finding[] {
  const subject = readCase(input);
  const candidates = deduplicate(collectCandidates(subject));
  const ranked = candidates.toSorted((left, right) => right.weight - left.weight);
  return describeFindings(ranked, input.texts ?? en, maskFor(subject));
}

function readCase(input: ExplainInput): Case {
  const repaired = findDamage(input.url);
  const signature = readSignature(repaired.parts.parameters);
  const response = readResponse(input.response, input.errorXml);
  const received = readReceivedRequest(response);
  const sent = readSentRequest(repaired.parts, signature, input, received);
  return { input, repaired, signature, response, sent, received, signed: readSigned(input.signed) };
}

function readSigned({ method, bucket, signedHeaders }: SignedInput = {}): SignedInput {
  return { method: method?.toUpperCase(), bucket, signedHeaders: signedHeaders && normalizeHeaders(signedHeaders) };
}

function collectCandidates(subject: Case): readonly Candidate[] {
  const { input, repaired, signature, response, sent } = subject;
  const host = { ...readHost(repaired.parts.host), name: repaired.parts.host };
  const reported = response && diagnoseResponse(response, { host, signature, key: sent.key });
  const clock = checkClock(response, input.receivedAt);
  if (response?.succeeded === true) return reported === undefined ? [] : [reported];
  if (reported !== undefined && !precedesSignatureCheck.has(reported.cause)) {
    return [reported, ...clock, ...checkMissingKey(reported)];
  }

  const isSignature = reported?.cause === 'SignatureDoesNotMatch';
  const stated = checkUrl({
    signature,
    host,
    query: new Map(decodeParameters(repaired.parts.parameters)),
    sentHeaders: input.request?.headers && normalizeHeaders(input.request.headers),
    // OSS checks the time before the signature.
    now: isSignature ? undefined : (response?.serverTime ?? input.now ?? new Date()),
    isServerClock: response?.serverTime !== undefined,
  });
  const found = signature.version === 'none' ? [] : diagnoseSignature(subject, isSignature);
  const isRedundant = isSignature || (reported !== undefined && isConsequence(reported, repaired.defects));
  const named = reported === undefined || isRedundant ? [] : [reported];
  return [...named, ...repaired.defects, ...clock, ...stated, ...found];
}

/** Two candidates with the same identity report the same problem. */
function identityOf({ cause, facts }: Candidate): string {
  return facts !== undefined && 'name' in facts ? `${cause} ${facts.name}` : cause;
}

/** Of candidates that report the same problem, keeps the one with the most weight. */
function deduplicate(candidates: readonly Candidate[]): readonly Candidate[] {
  const kept = new Map<string, Candidate>();
  for (const candidate of candidates) {
    const known = kept.get(identityOf(candidate));
    if (known === undefined || candidate.weight > known.weight) kept.set(identityOf(candidate), candidate);
  }
  return [...kept.values()];
}

function* checkMissingKey({ cause, facts }: Candidate): Generator<Candidate> {
  if (cause !== 'NoSuchKey' || facts === undefined || !('key' in facts)) return;
  const decoded = decodeQueryText(facts.key);
  if (decoded === facts.key) return;
  yield makeCandidate('KeyEncodedTwice', { sent: facts.key, signed: decoded }, weights.likely);
}

const noticeableSkewMs = 5 * 60 * 1000;

function checkClock(response: OssResponse | undefined, receivedAt: Date | undefined): readonly Candidate[] {
  if (response?.serverTime === undefined || receivedAt === undefined) return [];
  const skewMs = receivedAt.getTime() - response.serverTime.getTime();
  if (Math.abs(skewMs) < noticeableSkewMs) return [];
  return [makeCandidate('ClockOff', { minutes: Math.round(skewMs / 60_000) }, weights.stated)];
}

/** Makes a mask for every secret of a case. */
function maskFor({ input, repaired, signature, response }: Case): Mask {
  const { url, credentials, request, signed, showSecrets } = input;
  if (showSecrets) return showAll;
  const { CanonicalRequest = '', StringToSign = '', SignatureProvided, OSSAccessKeyId } = response?.details ?? {};
  return maskOf([
    ...[url, repaired.url, ...`${CanonicalRequest}\n${StringToSign}`.split('\n')].flatMap(secretsIn),
    SignatureProvided,
    OSSAccessKeyId,
    signature.signature,
    signature.token,
    signature.accessKeyId,
    credentials?.accessKeySecret,
    credentials?.securityToken,
    credentials?.accessKeyId,
    ...headerSecrets(request?.headers),
    ...headerSecrets(signed?.signedHeaders),
  ]);
}

function headerSecrets(headers: Readonly<Record<string, string>> | undefined): readonly string[] {
  const secret = Object.entries(headers ?? {}).filter(([name]) => /authorization|token|signature/i.test(name));
  // The secret parts of an Authorization header are at least 20 characters long; its keywords are shorter.
  return secret.flatMap(([, value]) => [value, ...value.split(/[\s,=:]+/).filter((part) => part.length >= 20)]);
}
