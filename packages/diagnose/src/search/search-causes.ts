import type { Credentials, HeaderMap } from '@ossferry/contract';
import { compareRequests } from '../compare/compare-requests.ts';
import type { SignedForm } from '../compare/signed-form.ts';
import { type Suspicion, suspect, weights } from '../finding.ts';
import type { UrlSignature } from '../url/read-signature.ts';
import { type Hypothesis, signatureComputer } from './signature-of.ts';
import type { Dimension, Variation } from './variation.ts';
import { varyIdentity } from './vary-identity.ts';
import { varyRequest } from './vary-request.ts';

/** What is needed to recompute signatures until one is that of the URL. */
export interface SearchInput {
  readonly signature: UrlSignature;
  readonly credentials: Credentials;
  /** The request as the URL says it; the method is the one that was sent. */
  readonly sent: SignedForm;
  /** The request as OSS received it; absent where damage to the URL stands between. */
  readonly received: SignedForm | undefined;
  readonly host: string;
  readonly hostRegion: string | undefined;
  readonly signedHeaders: HeaderMap;
  readonly signedBucket: string | undefined;
}

/** What a search has found. */
export interface SearchResult {
  /** `undefined` when no guess leads to the signature of the URL. */
  readonly causes: readonly Suspicion[] | undefined;
  /** How many signatures were computed. */
  readonly tested: number;
}

/**
 * Guesses what was signed until the signature of the URL comes out, each guess one HMAC: nothing changed, then one thing,
 * then two. What the right guess and the request have not in common is the proven cause.
 */
export function searchCauses(input: SearchInput): SearchResult {
  const { signature, sent, received, credentials } = input;
  const compute = signatureComputer(signature);
  const expected = signature.signature ?? '';
  // Enough of a signature that was cut off is as good as the whole.
  const isCut = expected.length >= 8 && expected.length < (signature.version === 'V1' ? 28 : 64);
  const arrived = received ?? sent;
  const maximum = Math.ceil(maxWork / workOf(arrived));
  let tested = 0;
  for (const form of received === undefined ? [sent] : [sent, received]) {
    const base: Hypothesis = {
      form,
      secret: credentials.accessKeySecret,
      region: signature.scope?.region ?? '',
      product: signature.scope?.product ?? 'oss',
    };
    const version = signature.version === 'V1' ? 'V1' : 'V4';
    const variationInput = { ...input, base, version } as const;
    // The commonest first.
    const variations = [...varyRequest(variationInput), ...varyIdentity(variationInput)];
    for (const guess of guessAll(base, variations)) {
      if (tested >= maximum) return { causes: undefined, tested };
      tested += 1;
      const computed = compute(guess.hypothesis);
      const fits = computed === expected || (isCut && computed?.startsWith(expected) === true);
      if (fits) return { causes: nameCauses(guess, base, arrived, input), tested };
    }
  }
  return { causes: undefined, tested };
}

/** About a second: of a URL with hundreds of parameters, pairs would be tried for minutes. */
const maxWork = 100_000_000;

/** What one guess costs, in characters to sign; each parameter has to be sorted and encoded besides. */
function workOf({ key, query, headers }: SignedForm): number {
  const texts = [...query, ...Object.entries(headers)].flat();
  return texts.reduce((work, text) => work + text.length + 20, 500 + key.length);
}

interface Guess {
  readonly hypothesis: Hypothesis;
  readonly variations: readonly Variation[];
}

function* guessAll(base: Hypothesis, variations: readonly Variation[]): Generator<Guess> {
  yield { hypothesis: base, variations: [] };
  for (const variation of variations) yield { hypothesis: variation.apply(base), variations: [variation] };
  for (const [index, first] of variations.entries()) {
    const once = first.apply(base);
    for (const second of variations.slice(index + 1)) {
      if (second.dimension === first.dimension) continue;
      yield { hypothesis: second.apply(once), variations: [first, second] };
    }
  }
}

function nameCauses(
  { hypothesis, variations }: Guess,
  base: Hypothesis,
  arrived: SignedForm,
  input: SearchInput,
): readonly Suspicion[] {
  const { signature, credentials, hostRegion } = input;
  const weight = weights.proven;
  const own = variations.flatMap(({ cause }): readonly Suspicion[] => {
    switch (cause) {
      case 'SecretHasBlanks':
      case 'TokenMissing':
      case 'TokenOfOtherKey':
      case 'TokenNotSigned':
        return [suspect(cause, undefined, weight)];
      case 'AccessKeyDiffers':
        return [suspect(cause, { inUrl: signature.accessKeyId ?? '', given: credentials.accessKeyId }, weight)];
      case 'RegionWrong':
        return [suspect(cause, { signed: hypothesis.region, expected: hostRegion ?? base.region }, weight)];
      case 'ProductWrong':
        return [suspect(cause, { product: hypothesis.product }, weight)];
      default:
        return [];
    }
  });
  const explained = new Set(variations.flatMap(({ cause, dimension }) => (cause === undefined ? [] : [dimension])));
  const differences = compareRequests(hypothesis.form, arrived, weight).filter(
    (suspicion) => !isExplained(suspicion, explained),
  );
  // The secret of one key signed a URL that names another: nothing of the request differs.
  const isSwapped = signature.accessKeyId !== credentials.accessKeyId && !explained.has('access key');
  const swapped = { inUrl: signature.accessKeyId ?? '', given: credentials.accessKeyId };
  return [...differences, ...own, ...(isSwapped ? [suspect('AccessKeyDiffers', swapped, weight)] : [])];
}

/** Parameters that differ because of a cause that has a better name. */
function isExplained(suspicion: Suspicion, dimensions: ReadonlySet<Dimension>): boolean {
  if (!('name' in (suspicion.facts ?? {}))) return false;
  const { name } = suspicion.facts as { readonly name: string };
  if (name.endsWith('security-token')) return dimensions.has('token');
  return name === 'x-oss-credential' && (dimensions.has('access key') || dimensions.has('scope'));
}
