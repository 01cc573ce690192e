import type { Credentials, HeaderMap } from '@ossferry/contract';
import { compareRequests } from '../compare/compare-requests.ts';
import type { SignedForm } from '../compare/signed-form.ts';
import { type Candidate, makeCandidate, weights } from '../finding.ts';
import type { UrlSignature } from '../url/read-signature.ts';
import { guessExpires } from './lifetimes.ts';
import { type Hypothesis, signatureComputer } from './signature-computer.ts';
import { type Dimension, setParameter, type Variation } from './variation.ts';
import { varyIdentity } from './vary-identity.ts';
import { varyRequest } from './vary-request.ts';

/** The input for recomputing signatures until one matches that of the URL. */
export interface SearchInput {
  readonly signature: UrlSignature;
  readonly credentials: Credentials;
  /** The request according to the URL; its method is the one that was sent. */
  readonly sent: SignedForm;
  /** The request that OSS received; absent if the URL was damaged before it was sent. */
  readonly received: SignedForm | undefined;
  readonly host: string;
  readonly hostRegion: string | undefined;
  readonly signedHeaders: HeaderMap;
  readonly signedBucket: string | undefined;
  /** When the URL was used; absent if damage explains the refusal, so that `Expires` of V1 need not be guessed. */
  readonly usedAt: Date | undefined;
}

export interface SearchResult {
  /** `undefined` if no hypothesis reproduces the signature of the URL. */
  readonly causes: readonly Candidate[] | undefined;
  /** How many signatures were computed. */
  readonly tested: number;
}

/**
 * Searches for the input that reproduces the signature of the URL, at the cost of one HMAC per hypothesis: first the request
 * unchanged, then with one variation, then with two. The differences between the match and the request are the proven causes.
 */
export function searchCauses(input: SearchInput): SearchResult {
  const { signature, sent, received, credentials } = input;
  const compute = signatureComputer(signature);
  const expected = signature.signature ?? '';
  // A prefix of a truncated signature is proof enough.
  const isCut = expected.length >= 8 && expected.length < (signature.version === 'V1' ? 28 : 64);
  const arrived = received ?? sent;
  const isUnchanged = compareRequests(sent, arrived, weights.proven).length === 0;
  const maximum = Math.ceil(maxCost / costOf(arrived));
  let tested = 0;
  for (const form of isUnchanged ? [sent] : [sent, arrived]) {
    const base: Hypothesis = {
      form,
      secret: credentials.accessKeySecret,
      region: signature.scope?.region ?? '',
      product: signature.scope?.product ?? 'oss',
    };
    for (const guess of guessAll(base, input)) {
      if (tested >= maximum) return { causes: undefined, tested };
      tested += 1;
      const computed = compute(guess.hypothesis);
      const fits = computed === expected || (isCut && computed?.startsWith(expected) === true);
      if (fits) return { causes: nameCauses(guess, base, arrived, input), tested };
    }
  }
  return { causes: undefined, tested };
}

/** About a second. Without it, pairs of variations of hundreds of parameters would take minutes. */
const maxCost = 100_000_000;

/** The approximate cost of a hypothesis, in characters to sign; sorting and encoding a parameter adds 20. */
function costOf({ key, query, headers }: SignedForm): number {
  const texts = [...query, ...Object.entries(headers)].flat();
  return texts.reduce((cost, text) => cost + text.length + 20, 500 + key.length);
}

interface Guess {
  readonly hypothesis: Hypothesis;
  readonly variations: readonly Variation[];
}

function* guessAll(base: Hypothesis, input: SearchInput): Generator<Guess> {
  const version = input.signature.version === 'V1' ? 'V1' : 'V4';
  const variationInput = { ...input, base, version } as const;
  // The most common causes first.
  const variations = [...varyRequest(variationInput), ...varyIdentity(variationInput)];
  yield { hypothesis: base, variations: [] };
  for (const variation of variations) yield { hypothesis: variation.apply(base), variations: [variation] };
  for (const [index, first] of variations.entries()) {
    const once = first.apply(base);
    for (const second of variations.slice(index + 1)) {
      if (second.dimension === first.dimension) continue;
      yield { hypothesis: second.apply(once), variations: [first, second] };
    }
  }
  if (version === 'V4' || input.usedAt === undefined) return;
  const sent = Number(base.form.query.find(([name]) => name === 'Expires')?.[1]);
  for (const expires of guessExpires(sent, input.usedAt)) {
    const query = setParameter(base.form.query, 'Expires', String(expires));
    yield { hypothesis: { ...base, form: { ...base.form, query } }, variations: [] };
  }
}

function nameCauses(
  { hypothesis, variations }: Guess,
  base: Hypothesis,
  arrived: SignedForm,
  input: SearchInput,
): readonly Candidate[] {
  const { signature, credentials, hostRegion } = input;
  const weight = weights.proven;
  const stated = variations.flatMap(({ cause }): readonly Candidate[] => {
    switch (cause) {
      case 'SecretHasWhitespace':
      case 'TokenMissing':
      case 'TokenOfOtherKey':
      case 'TokenNotSigned':
        return [makeCandidate(cause, undefined, weight)];
      case 'AccessKeyDiffers':
        return [makeCandidate(cause, { inUrl: signature.accessKeyId ?? '', given: credentials.accessKeyId }, weight)];
      case 'RegionWrong':
        return [makeCandidate(cause, { signed: hypothesis.region, expected: hostRegion ?? base.region }, weight)];
      case 'ProductWrong':
        return [makeCandidate(cause, { product: hypothesis.product }, weight)];
      default:
        return [];
    }
  });
  const explained = new Set(variations.flatMap(({ cause, dimension }) => (cause === undefined ? [] : [dimension])));
  const differences = compareRequests(hypothesis.form, arrived, weight).filter(
    (candidate) => !isExplained(candidate, explained),
  );
  // The URL names another key than the one whose secret signed it; the request itself does not differ.
  const isSwapped = signature.accessKeyId !== credentials.accessKeyId && !explained.has('access key');
  const swapped = { inUrl: signature.accessKeyId ?? '', given: credentials.accessKeyId };
  return [...differences, ...stated, ...(isSwapped ? [makeCandidate('AccessKeyDiffers', swapped, weight)] : [])];
}

/** Whether a more specific cause explains why a parameter differs. */
function isExplained(candidate: Candidate, dimensions: ReadonlySet<Dimension>): boolean {
  if (!('name' in (candidate.facts ?? {}))) return false;
  const { name } = candidate.facts as { readonly name: string };
  if (name.endsWith('security-token')) return dimensions.has('token');
  return name === 'x-oss-credential' && (dimensions.has('access key') || dimensions.has('scope'));
}
