import { type Answer, readAnswer } from './answer/read-answer.ts';
import { suspectByAnswer } from './answer/suspect-by-answer.ts';
import { readReceivedRequest } from './compare/read-received-request.ts';
import { lowerCase, readSentRequest } from './compare/read-sent-request.ts';
import type { ExplainInput } from './explain-input.ts';
import { type Finding, type Suspicion, suspect, weights } from './finding.ts';
import type { Case } from './judge/case.ts';
import { comesBeforeSignature, isConsequence } from './judge/stages.ts';
import { dropKnown } from './judge/suspect-by-looks.ts';
import { suspectByUrl } from './judge/suspect-by-url.ts';
import { suspectSignature } from './judge/suspect-signature.ts';
import { type Mask, maskOf, secretsIn, showAll } from './mask.ts';
import { en } from './texts/en.ts';
import { findDamage } from './url/find-damage.ts';
import { decodeQueryText } from './url/percent-decode.ts';
import { readHost } from './url/read-host.ts';
import { readSignature } from './url/read-signature.ts';
import { wordFindings } from './word-findings.ts';

/**
 * Says why OSS refuses a presigned URL, best reason first: reads the answer, compares what OSS received with what the URL
 * says, and, given the credentials, recomputes the signature until a cause is proven. Sends nothing. Empty when nothing is
 * wrong. Secrets are masked. Throws an `OssError`, `UrlTooLong`, above 65 536 characters.
 */
export function explain(input: ExplainInput): readonly Finding[] {
  const subject = takeApart(input);
  const suspicions = dropKnown(collectSuspicions(subject));
  const sorted = suspicions.toSorted((left, right) => right.weight - left.weight);
  return wordFindings(sorted, input.texts ?? en, maskFor(subject));
}

function takeApart(input: ExplainInput): Case {
  const mended = findDamage(input.url);
  const signature = readSignature(mended.parts.parameters);
  const answer = readAnswer(input.response, input.errorXml);
  const received = readReceivedRequest(answer);
  const sent = readSentRequest(mended.parts, signature, input, received);
  return { input, mended, signature, answer, sent, received };
}

function collectSuspicions(subject: Case): readonly Suspicion[] {
  const { input, mended, signature, answer, sent } = subject;
  const host = { ...readHost(mended.parts.host), name: mended.parts.host };
  const answered = answer && suspectByAnswer(answer, { host, signature, key: sent.key });
  const clock = checkClock(answer, input.receivedAt);
  if (answer?.succeeded === true) return answered === undefined ? [] : [answered];
  if (answered !== undefined && !comesBeforeSignature.has(answered.cause)) {
    return [answered, ...clock, ...suspectMissingKey(answered)];
  }

  const isSignature = answered?.cause === 'SignatureDoesNotMatch';
  const query = new Map(
    mended.parts.parameters.map(({ name, value = '' }) => [decodeQueryText(name), decodeQueryText(value)]),
  );
  const stated = suspectByUrl({
    signature,
    host,
    query,
    sentHeaders: input.request?.headers && lowerCase(input.request.headers),
    // OSS looks at the time before it looks at the signature.
    now: isSignature ? undefined : (answer?.serverTime ?? input.now ?? new Date()),
    isServerClock: answer?.serverTime !== undefined,
  });
  const found = signature.version === 'none' ? [] : suspectSignature(subject, isSignature);
  const named = answered === undefined || isSignature || isConsequence(answered, mended.damages) ? [] : [answered];
  return [...named, ...mended.damages, ...clock, ...stated, ...found];
}

function* suspectMissingKey({ cause, facts }: Suspicion): Generator<Suspicion> {
  if (cause !== 'NoSuchKey' || facts === undefined || !('key' in facts)) return;
  const decoded = decodeQueryText(facts.key);
  if (decoded === facts.key) return;
  yield suspect('KeyEncodedTwice', { sent: facts.key, signed: decoded }, weights.likely);
}

const noticeableSkewMs = 5 * 60 * 1000;

function checkClock(answer: Answer | undefined, receivedAt: Date | undefined): readonly Suspicion[] {
  if (answer?.serverTime === undefined || receivedAt === undefined) return [];
  const skewMs = receivedAt.getTime() - answer.serverTime.getTime();
  if (Math.abs(skewMs) < noticeableSkewMs) return [];
  return [suspect('ClockOff', { minutes: Math.round(skewMs / 60_000) }, weights.stated)];
}

/** Makes the mask that knows every secret of the case. */
function maskFor({ input, signature, answer }: Case): Mask {
  const { url, credentials, request, signed, showSecrets } = input;
  if (showSecrets) return showAll;
  const { CanonicalRequest = '', StringToSign = '', SignatureProvided, OSSAccessKeyId } = answer?.details ?? {};
  return maskOf([
    ...[url, ...`${CanonicalRequest}\n${StringToSign}`.split('\n')].flatMap(secretsIn),
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
  // The parts of an Authorization header; its own words are shorter.
  return secret.flatMap(([, value]) => [value, ...value.split(/[\s,=:]+/).filter((part) => part.length >= 20)]);
}
