import type { Answer } from '../answer/read-answer.ts';
import type { Cause } from '../cause.ts';
import { lowerCase, readSentRequest } from '../compare/read-sent-request.ts';
import type { SignedForm } from '../compare/signed-form.ts';
import type { ExplainInput } from '../explain-input.ts';
import { type Suspicion, suspect, weights } from '../finding.ts';
import { searchCauses } from '../search/search-causes.ts';
import type { SignedInput } from '../signed-input.ts';
import type { MendedUrl } from '../url/find-damage.ts';
import { readHost } from '../url/read-host.ts';
import { readSignature, type UrlSignature } from '../url/read-signature.ts';
import { splitUrl } from '../url/split-url.ts';
import { compareSides, suspectByLooks } from './suspect-by-looks.ts';

/** A refusal, taken apart. */
export interface Case {
  readonly input: ExplainInput;
  readonly mended: MendedUrl;
  readonly signature: UrlSignature;
  readonly answer: Answer | undefined;
}

/**
 * Names why the signature is not the one of the request: by its looks and, with the credentials, by recomputing it. With a
 * proof, nothing that is only likely is named.
 */
export function suspectSignature(
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
    signedHeaders: signed.signedHeaders && lowerCase(signed.signedHeaders),
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
    signedHeaders: signer.signedHeaders ?? {},
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
