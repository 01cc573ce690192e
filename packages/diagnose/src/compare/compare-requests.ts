import { type Candidate, type Difference, makeCandidate } from '../finding.ts';
import { decodePercent } from '../url/percent-decode.ts';
import type { SignedForm } from './signed-form.ts';

/** Lists the differences between the request that should have arrived (`signed`) and the one that OSS received. */
export function compareRequests(signed: SignedForm, received: SignedForm, weight: number): readonly Candidate[] {
  return [
    ...compareMethods(signed, received, weight),
    ...compareResources(signed, received, weight),
    ...compareQueries(signed, received, weight),
    ...compareHeaders(signed, received, weight),
  ];
}

function compareMethods(signed: SignedForm, received: SignedForm, weight: number): readonly Candidate[] {
  if (signed.method === received.method) return [];
  const difference: Difference = { line: 'method', signed: signed.method, received: received.method };
  return [makeCandidate('MethodDiffers', { sent: received.method, signed: signed.method }, weight, [difference])];
}

function compareResources(signed: SignedForm, received: SignedForm, weight: number): readonly Candidate[] {
  const candidates: Candidate[] = [];
  const lines = (ours: string, theirs: string): readonly Difference[] => [
    { line: 'resource', signed: ours, received: theirs },
  ];
  if (signed.bucket !== received.bucket) {
    const facts = { sent: received.bucket, signed: signed.bucket };
    candidates.push(makeCandidate('BucketDiffers', facts, weight, lines(`/${signed.bucket}/`, `/${received.bucket}/`)));
  }
  if (signed.key !== received.key) {
    const facts = { sent: received.key, signed: signed.key };
    candidates.push(makeCandidate(keyCause(signed.key, received.key), facts, weight, lines(signed.key, received.key)));
  }
  return candidates;
}

function keyCause(signed: string, received: string): 'KeyEncodedTwice' | 'KeyNormalized' | 'KeyChanged' {
  if (decodePercent(received) === signed) return 'KeyEncodedTwice';
  const isNormalized = removeDotSegments(signed) === received || signed.replace(/\/{2,}/g, '/') === received;
  return isNormalized ? 'KeyNormalized' : 'KeyChanged';
}

/** Removes `.` and `..` segments as URL parsers do. */
function removeDotSegments(key: string): string {
  const segments: string[] = [];
  for (const segment of key.split('/')) {
    if (segment === '..') segments.pop();
    else if (segment !== '.') segments.push(segment);
  }
  const last = key.split('/').at(-1);
  return segments.join('/') + (last === '.' || last === '..' ? '/' : '');
}

function compareQueries(signed: SignedForm, received: SignedForm, weight: number): readonly Candidate[] {
  const ours = new Map(signed.query);
  const theirs = new Map(received.query);
  const candidates: Candidate[] = [];
  for (const [name, value] of theirs) {
    const own = ours.get(name);
    if (own === value) continue;
    const line: Difference = {
      line: 'query',
      signed: own === undefined ? undefined : `${name}=${own}`,
      received: `${name}=${value}`,
    };
    candidates.push(
      own === undefined
        ? makeCandidate('ParameterAdded', { name }, weight, [line])
        : makeCandidate('ParameterChanged', { name, sent: value, signed: own }, weight, [line]),
    );
  }
  for (const [name, value] of ours) {
    if (theirs.has(name)) continue;
    candidates.push(
      makeCandidate('ParameterRemoved', { name }, weight, [{ line: 'query', signed: `${name}=${value}` }]),
    );
  }
  return candidates;
}

function compareHeaders(signed: SignedForm, received: SignedForm, weight: number): readonly Candidate[] {
  const candidates: Candidate[] = [];
  for (const [name, value] of Object.entries(received.headers)) {
    const own = signed.headers[name];
    if (own === value) continue;
    const line: Difference = {
      line: 'headers',
      signed: own === undefined ? undefined : `${name}:${own}`,
      received: `${name}:${value}`,
    };
    candidates.push(
      own === undefined
        ? makeCandidate('HeaderNotSigned', { name, inTransit: false }, weight, [line])
        : name === 'host'
          ? makeCandidate('HostRewritten', { sent: value, signed: own }, weight, [line])
          : makeCandidate('SignedHeaderChanged', { name, sent: value, signed: own }, weight, [line]),
    );
  }
  for (const [name, value] of Object.entries(signed.headers)) {
    if (received.headers[name] !== undefined) continue;
    const line: Difference = { line: 'headers', signed: `${name}:${value}` };
    candidates.push(makeCandidate('SignedHeaderMissing', { name, value }, weight, [line]));
  }
  return candidates;
}
