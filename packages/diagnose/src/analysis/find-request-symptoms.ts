import { compareRequests } from '../compare/compare-requests.ts';
import { type Candidate, makeCandidate, weights } from '../finding.ts';
import { isKnownParameter } from '../url/parameter-names.ts';
import { decodePercent } from '../url/percent-decode.ts';
import type { Case } from './case.ts';

/** Finds problems of a request without the secret: by comparison, and by what URLs are usually signed for. */
export function findRequestSymptoms(subject: Case): readonly Candidate[] {
  return [...findChangesInTransit(subject), ...compareWithSigner(subject), ...applyHeuristics(subject)];
}

/** Finds changes between the client and OSS. */
export function findChangesInTransit({ input, sent, received }: Case): readonly Candidate[] {
  if (received === undefined) return [];
  const base = input.request?.headers === undefined ? { ...sent, headers: received.headers } : sent;
  return compareRequests(base, received, weights.received).map((candidate) =>
    candidate.cause === 'HeaderNotSigned'
      ? { ...candidate, facts: { ...candidate.facts, inTransit: true } }
      : candidate,
  );
}

function compareWithSigner({ input, sent, received, signed }: Case): readonly Candidate[] {
  const arrived = received ?? sent;
  const areHeadersKnown = input.request?.headers !== undefined || received !== undefined;
  const headers = (areHeadersKnown ? signed.signedHeaders : undefined) ?? arrived.headers;
  const additional = Object.fromEntries(
    Object.entries(arrived.headers).filter(([name]) => arrived.additionalHeaders.includes(name) && !(name in headers)),
  );
  const { method = arrived.method, bucket = arrived.bucket } = signed;
  const intended = { ...arrived, method, bucket, headers: { ...additional, ...headers } };
  return compareRequests(intended, arrived, weights.received);
}

/** Headers that are usually signed when they are sent. */
const usuallySigned =
  /^x-oss-(?:request-payer|range-behavior|forbid-overwrite|meta-.*|storage-class|object-acl|callback.*)$/;

function* applyHeuristics({ signature, sent, received, signed }: Case): Generator<Candidate> {
  const { method, headers, query, key, additionalHeaders } = received ?? sent;
  const isRead = method === 'GET' || method === 'HEAD';
  if (signed.method === undefined && method !== 'GET') {
    const weight = method === 'HEAD' ? weights.likely : weights.possible;
    yield makeCandidate('MethodDiffers', { sent: method, signed: undefined }, weight);
  }
  if (signed.signedHeaders === undefined) {
    for (const [name, value] of Object.entries(headers)) {
      const difference = [{ line: 'headers', received: `${name}:${value}` }] as const;
      if (additionalHeaders.includes(name)) {
        yield makeCandidate(
          'SignedHeaderChanged',
          { name, sent: value, signed: undefined },
          weights.possible + 5,
          difference,
        );
      } else {
        const isSigned = usuallySigned.test(name) || (!isRead && name.startsWith('content-'));
        const weight = isSigned ? weights.possible : weights.likely + 5;
        yield makeCandidate('HeaderNotSigned', { name, inTransit: false }, weight, difference);
      }
    }
  }
  for (const [name, value] of query) {
    if (signature.version !== 'V4' || isKnownParameter(name)) continue;
    yield makeCandidate('ParameterAdded', { name }, weights.likely + 5, [
      { line: 'query', received: `${name}=${value}` },
    ]);
  }
  if (decodePercent(key) !== key) {
    yield makeCandidate('KeyEncodedTwice', { sent: key, signed: decodePercent(key) }, weights.likely, [
      { line: 'resource', signed: decodePercent(key), received: key },
    ]);
  }
  if (key.includes('+')) {
    yield makeCandidate('KeyChanged', { sent: key, signed: key.replaceAll('+', ' ') }, weights.possible);
  }
}
