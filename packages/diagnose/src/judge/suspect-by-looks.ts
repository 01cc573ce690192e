import { compareRequests } from '../compare/compare-requests.ts';
import type { SignedForm } from '../compare/signed-form.ts';
import { type Suspicion, suspect, weights } from '../finding.ts';
import type { SignedInput } from '../signed-input.ts';
import { isKnownParameter } from '../url/parameter-names.ts';
import { decodePercent } from '../url/percent-decode.ts';
import type { UrlSignature } from '../url/read-signature.ts';

/** What is known of a request whose signature OSS did not accept. */
export interface LooksInput {
  readonly signature: UrlSignature;
  /** As the URL and its user say. */
  readonly sent: SignedForm;
  /** Whether `sent` has all headers that were sent. */
  readonly headersKnown: boolean;
  /** As OSS received it, if it said so. */
  readonly received: SignedForm | undefined;
  /** What the signer says was signed. */
  readonly signed: SignedInput;
}

/** Names what looks wrong with a request, without the secret: by comparing, and by what URLs are mostly signed for. */
export function suspectByLooks(input: LooksInput): readonly Suspicion[] {
  return dropKnown([
    ...compareSides(input.sent, input.received, input.headersKnown),
    ...compareWithSigner(input),
    ...suspectHabits(input),
  ]);
}

/** Names what became of a request between whoever sent it and OSS. */
export function compareSides(
  sent: SignedForm,
  received: SignedForm | undefined,
  headersKnown: boolean,
): readonly Suspicion[] {
  if (received === undefined) return [];
  const base = headersKnown ? sent : { ...sent, headers: received.headers };
  return compareRequests(base, received, weights.received).map((suspicion) =>
    suspicion.cause === 'HeaderNotSigned'
      ? { ...suspicion, facts: { ...suspicion.facts, inTransit: true } }
      : suspicion,
  );
}

function compareWithSigner({ sent, received, signed, headersKnown }: LooksInput): readonly Suspicion[] {
  const arrived = received ?? sent;
  const headers =
    signed.signedHeaders !== undefined && (headersKnown || received !== undefined)
      ? signed.signedHeaders
      : arrived.headers;
  const additional = Object.fromEntries(
    Object.entries(arrived.headers).filter(([name]) => arrived.additionalHeaders.includes(name) && !(name in headers)),
  );
  const { method = arrived.method, bucket = arrived.bucket } = signed;
  const intended = { ...arrived, method, bucket, headers: { ...additional, ...headers } };
  return compareRequests(intended, arrived, weights.received);
}

/** Headers that somebody who sends them mostly had signed. */
const signedOnPurpose =
  /^x-oss-(?:request-payer|range-behavior|forbid-overwrite|meta-.*|storage-class|object-acl|callback.*)$/;

function* suspectHabits({ signature, sent, received, signed }: LooksInput): Generator<Suspicion> {
  const { method, headers, query, key, additionalHeaders } = received ?? sent;
  const isRead = method === 'GET' || method === 'HEAD';
  if (signed.method === undefined && method !== 'GET') {
    const weight = method === 'HEAD' ? weights.likely : weights.possible;
    yield suspect('MethodDiffers', { sent: method, signed: undefined }, weight);
  }
  if (signed.signedHeaders === undefined) {
    for (const [name, value] of Object.entries(headers)) {
      const difference = [{ line: 'headers', received: `${name}:${value}` }] as const;
      if (additionalHeaders.includes(name)) {
        yield suspect(
          'SignedHeaderChanged',
          { name, sent: value, signed: undefined },
          weights.possible + 5,
          difference,
        );
      } else {
        const isPurpose = signedOnPurpose.test(name) || (!isRead && name.startsWith('content-'));
        const weight = isPurpose ? weights.possible : weights.likely + 5;
        yield suspect('HeaderNotSigned', { name, inTransit: false }, weight, difference);
      }
    }
  }
  for (const [name, value] of query) {
    if (signature.version !== 'V4' || isKnownParameter(name)) continue;
    yield suspect('ParameterAdded', { name }, weights.likely + 5, [{ line: 'query', received: `${name}=${value}` }]);
  }
  if (decodePercent(key) !== key) {
    yield suspect('KeyEncodedTwice', { sent: key, signed: decodePercent(key) }, weights.likely, [
      { line: 'resource', signed: decodePercent(key), received: key },
    ]);
  }
  if (key.includes('+')) {
    yield suspect('KeyChanged', { sent: key, signed: key.replaceAll('+', ' ') }, weights.possible);
  }
}

/** The name of a suspicion: what is told twice has the same. */
function nameOf({ cause, facts }: Suspicion): string {
  return facts !== undefined && 'name' in facts ? `${cause} ${facts.name}` : cause;
}

/** Keeps the heaviest of those that say the same. */
export function dropKnown(suspicions: readonly Suspicion[]): readonly Suspicion[] {
  const kept = new Map<string, Suspicion>();
  for (const suspicion of suspicions) {
    const known = kept.get(nameOf(suspicion));
    if (known === undefined || suspicion.weight > known.weight) kept.set(nameOf(suspicion), suspicion);
  }
  return [...kept.values()];
}
