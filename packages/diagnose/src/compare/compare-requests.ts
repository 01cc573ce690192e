import type { Query } from '@ossferry/contract';
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

function* compareMethods(signed: SignedForm, received: SignedForm, weight: number): Generator<Candidate> {
  const { method } = signed;
  if (method === received.method) return;
  const lines = [lineOf('method', '', method, received.method)];
  yield makeCandidate('MethodDiffers', { sent: received.method, signed: method }, weight, lines);
}

function* compareResources(signed: SignedForm, received: SignedForm, weight: number): Generator<Candidate> {
  const { bucket, key } = signed;
  if (bucket !== received.bucket) {
    const lines = [lineOf('resource', '', `/${bucket}/`, `/${received.bucket}/`)];
    yield makeCandidate('BucketDiffers', { sent: received.bucket, signed: bucket }, weight, lines);
  }
  if (key !== received.key) {
    const lines = [lineOf('resource', '', key, received.key)];
    yield makeCandidate(keyCause(key, received.key), { sent: received.key, signed: key }, weight, lines);
  }
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

function* compareQueries(signed: SignedForm, received: SignedForm, weight: number): Generator<Candidate> {
  for (const [name, own, other] of changesOf(signed.query, received.query)) {
    const lines = [lineOf('query', `${name}=`, own, other)];
    if (own === undefined) yield makeCandidate('ParameterAdded', { name }, weight, lines);
    else if (other === undefined) yield makeCandidate('ParameterRemoved', { name }, weight, lines);
    else yield makeCandidate('ParameterChanged', { name, sent: other, signed: own }, weight, lines);
  }
}

function* compareHeaders(signed: SignedForm, received: SignedForm, weight: number): Generator<Candidate> {
  for (const [name, own, other] of changesOf(Object.entries(signed.headers), Object.entries(received.headers))) {
    const lines = [lineOf('headers', `${name}:`, own, other)];
    if (own === undefined) yield makeCandidate('HeaderNotSigned', { name, inTransit: false }, weight, lines);
    else if (other === undefined) yield makeCandidate('SignedHeaderMissing', { name, value: own }, weight, lines);
    else if (name === 'host') yield makeCandidate('HostRewritten', { sent: other, signed: own }, weight, lines);
    else yield makeCandidate('SignedHeaderChanged', { name, sent: other, signed: own }, weight, lines);
  }
}

/** Lists the names whose values differ, with both values; a value is `undefined` where the name is absent. */
function* changesOf(
  signed: Query,
  received: Query,
): Generator<readonly [name: string, signed: string | undefined, received: string | undefined]> {
  const ours = new Map(signed);
  const theirs = new Map(received);
  for (const name of new Set([...theirs.keys(), ...ours.keys()])) {
    const own = ours.get(name);
    const other = theirs.get(name);
    if (own !== other) yield [name, own, other];
  }
}

function lineOf(
  line: Difference['line'],
  name: string,
  own: string | undefined,
  other: string | undefined,
): Difference {
  const write = (value: string | undefined): string | undefined =>
    value === undefined ? undefined : `${name}${value}`;
  return { line, signed: write(own), received: write(other) };
}
