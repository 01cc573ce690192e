import type { Credentials } from '@ossferry/contract';
import { type Answer, type ResponseInput, readAnswer } from './answer/read-answer.ts';
import { suspectByAnswer } from './answer/suspect-by-answer.ts';
import type { Cause } from './cause.ts';
import { readReceivedRequest } from './compare/read-received-request.ts';
import { lowerCase, type RequestInput, readSentRequest } from './compare/read-sent-request.ts';
import type { SignedForm } from './compare/signed-form.ts';
import { type Finding, type Suspicion, suspect, weights } from './finding.ts';
import { compareSides, dropKnown, suspectByLooks } from './judge/suspect-by-looks.ts';
import { suspectByUrl } from './judge/suspect-by-url.ts';
import { type Mask, maskOf, secretsIn, showAll } from './mask.ts';
import { searchCauses } from './search/search-causes.ts';
import type { SignedInput } from './signed-input.ts';
import { en } from './texts/en.ts';
import type { Texts } from './texts/texts.ts';
import { findDamage, type MendedUrl } from './url/find-damage.ts';
import { decodeQueryText } from './url/percent-decode.ts';
import { readHost } from './url/read-host.ts';
import { readSignature, type UrlSignature } from './url/read-signature.ts';
import { splitUrl } from './url/split-url.ts';
import { wordFindings } from './word-findings.ts';

/** What is known of a request that OSS refused. The more of it, the more can be said. */
export interface ExplainInput {
  /** The presigned URL, as it was used. */
  readonly url: string;
  /** The request that was made with it. */
  readonly request?: RequestInput | undefined;
  /** What the signer says: the `method` and `signedHeaders` of a presign result. */
  readonly signed?: SignedInput | undefined;
  readonly response?: ResponseInput | undefined;
  /** The body of the answer alone, where there is no more. */
  readonly errorXml?: string | undefined;
  /** Who signed; with them, causes are proven by recomputing the signature. */
  readonly credentials?: Credentials | null | undefined;
  /** The clock to judge a URL by that was not answered yet. @default the current time */
  readonly now?: Date | undefined;
  /** What the clock of this machine said when the answer came: shows whether it is off. */
  readonly receivedAt?: Date | undefined;
  /** The language. @default English */
  readonly texts?: Texts | undefined;
  /** Show signatures, tokens and keys instead of masking them. @default false */
  readonly showSecrets?: boolean | undefined;
}

/**
 * Says why OSS refuses a presigned URL, best reason first: reads the answer, compares what OSS received with what the URL
 * says, and, given the credentials, recomputes the signature until a cause is proven. Sends nothing. Empty when nothing is
 * wrong. Secrets are masked.
 */
export function explain(input: ExplainInput): readonly Finding[] {
  const mended = findDamage(input.url);
  const signature = readSignature(mended.parts.parameters);
  const answer = readAnswer(input.response, input.errorXml);
  const suspicions = dropKnown(collectSuspicions({ input, mended, signature, answer }));
  const sorted = suspicions.toSorted((left, right) => right.weight - left.weight);
  return wordFindings(sorted, input.texts ?? en, maskFor(input, signature));
}

interface Case {
  readonly input: ExplainInput;
  readonly mended: MendedUrl;
  readonly signature: UrlSignature;
  readonly answer: Answer | undefined;
}

function collectSuspicions(subject: Case): readonly Suspicion[] {
  const { input, mended, signature, answer } = subject;
  const host = { ...readHost(mended.parts.host), name: mended.parts.host };
  const received = readReceivedRequest(answer);
  const sent = readSentRequest(mended.parts, signature, input, received);
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
  });
  const found = signature.version === 'none' ? [] : suspectSignature(subject, sent, received, isSignature);
  const named = answered === undefined || isSignature || isConsequence(answered, mended.damages) ? [] : [answered];
  return [...named, ...mended.damages, ...clock, ...stated, ...found];
}

function suspectSignature(
  { input, mended, signature, answer }: Case,
  sent: SignedForm,
  received: SignedForm | undefined,
  isSignature: boolean,
): readonly Suspicion[] {
  const { credentials, request, signed = {} } = input;
  const isDamaged = mended.damages.length > 0;
  const headersKnown = request?.headers !== undefined;
  const signer: SignedInput = {
    method: signed.method?.toUpperCase(),
    bucket: signed.bucket,
    headers: signed.headers && lowerCase(signed.headers),
  };
  // Damage to the URL is named already: what became of it afterwards is compared with the URL as it was used.
  const onTheWay = isDamaged ? compareSides(readDamaged(input, sent, received), received, headersKnown) : [];
  const shown = isDamaged ? undefined : received;
  const looks = suspectByLooks({ signature, sent, headersKnown, received: shown, signed: signer });
  const isRelevant = ({ weight }: Suspicion): boolean =>
    isSignature || answer === undefined || weight > weights.possible;
  const relevant = [...onTheWay, ...looks.filter(isRelevant)];

  const canSearch =
    credentials &&
    signature.signature &&
    sent.bucket !== '' &&
    !mended.damages.some(({ cause }) => unsearchable.has(cause));
  if (!canSearch) {
    const isClear = isDamaged || relevant.some(({ weight }) => weight >= weights.likely);
    const rest = isSignature && !isClear ? [suspect('SecretWrong', { tested: 0, fits: false }, weights.left)] : [];
    return [...relevant, ...rest];
  }
  const { causes, tested } = searchCauses({
    signature,
    credentials,
    sent,
    received: shown,
    host: mended.parts.host,
    hostRegion: readHost(mended.parts.host).region,
    signedHeaders: signer.headers ?? {},
    signedBucket: signer.bucket,
  });
  if (causes !== undefined) {
    const proven = [...causes, ...onTheWay];
    const nothingElse = isSignature && causes.length === 0 && !isDamaged;
    return nothingElse ? [suspect('SecretWrong', { tested, fits: true }, weights.proven)] : proven;
  }
  const isOtherKey = signature.accessKeyId !== credentials.accessKeyId;
  const given = { inUrl: signature.accessKeyId ?? '', given: credentials.accessKeyId };
  return [
    ...relevant,
    ...(isOtherKey ? [suspect('AccessKeyDiffers', given, weights.possible)] : []),
    ...(isOtherKey
      ? []
      : [suspect('SecretWrong', { tested, fits: false }, isSignature ? weights.likely + 1 : weights.left)]),
  ];
}

/** Reads the URL as it was used, damage and all. */
function readDamaged(input: ExplainInput, sent: SignedForm, received: SignedForm | undefined): SignedForm {
  const parts = splitUrl(input.url.trim());
  if (parts.scheme === '') return sent;
  return readSentRequest(parts, readSignature(parts.parameters), input, received);
}

/** Damage with which no signature can be recomputed. */
const unsearchable: ReadonlySet<Cause> = /* @__PURE__ */ new Set(['SecretsMasked', 'VersionsMixed', 'NotAUrl']);

/** Refusals that OSS gives before it has found the signature to be right. */
const comesBeforeSignature: ReadonlySet<Cause> = /* @__PURE__ */ new Set([
  'SignatureDoesNotMatch',
  'WrongEndpoint',
  'PathStyleForbidden',
  'HostForbidden',
  'DomainNotBound',
  'NoSuchBucket',
  'InvalidBucketName',
  'Expired',
  'NotYetValid',
  'ClockSkewed',
  'AccessKeyUnknown',
  'TokenMissing',
  'TokenInvalid',
  'TokenOfOtherKey',
  'TokenExpired',
  'TokenTwice',
  'AnonymousForbidden',
  'SignatureVersionUnknown',
  'V1Forbidden',
  'TwoSignatures',
  'AuthorizationMalformed',
  'AdditionalHeaderMissing',
  'AdditionalHeadersMalformed',
  'CredentialMalformed',
  'RegionWrong',
  'RegionPrefixed',
  'ProductWrong',
  'ParametersMissing',
  'DateMissing',
  'SigningDateInvalid',
  'ExpiresMissing',
  'ExpiresOutOfRange',
  'V1ExpiresInvalid',
  'CorsForbidden',
  'InvalidArgument',
  'Refused',
]);

/** Complaints about a parameter that damage has hidden from OSS. */
const consequences: ReadonlySet<Cause> = /* @__PURE__ */ new Set([
  'AnonymousForbidden',
  'SignatureVersionUnknown',
  'AdditionalHeadersMalformed',
  'CredentialMalformed',
  'AccessKeyUnknown',
  'TokenMissing',
  'TokenInvalid',
  'ParametersMissing',
  'SigningDateInvalid',
  'ExpiresMissing',
  'ExpiresOutOfRange',
  'V1ExpiresInvalid',
  'TwoSignatures',
  'InvalidArgument',
  'Refused',
]);

function isConsequence({ cause }: Suspicion, damages: readonly Suspicion[]): boolean {
  return damages.length > 0 && consequences.has(cause) && !damages.some((damage) => damage.cause === cause);
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
function maskFor({ url, credentials, request, signed, showSecrets }: ExplainInput, signature: UrlSignature): Mask {
  if (showSecrets) return showAll;
  return maskOf([
    ...secretsIn(url),
    signature.signature,
    signature.token,
    signature.accessKeyId,
    credentials?.accessKeySecret,
    credentials?.securityToken,
    credentials?.accessKeyId,
    ...headerSecrets(request?.headers),
    ...headerSecrets(signed?.headers),
  ]);
}

function headerSecrets(headers: Readonly<Record<string, string>> | undefined): readonly string[] {
  const secret = Object.entries(headers ?? {}).filter(([name]) => /authorization|token|signature/i.test(name));
  // The parts of an Authorization header; its own words are shorter.
  return secret.flatMap(([, value]) => [value, ...value.split(/[\s,=:]+/).filter((part) => part.length >= 20)]);
}
