import type { Difference, Suspicion } from '../finding.ts';
import { suspect } from '../finding.ts';
import { decodePercent } from '../url/percent-decode.ts';
import type { SignedForm } from './signed-form.ts';

/** Names what became of a request on its way: `signed` is what should have arrived, `received` what OSS saw. */
export function compareRequests(signed: SignedForm, received: SignedForm, weight: number): readonly Suspicion[] {
  return [
    ...compareMethods(signed, received, weight),
    ...compareResources(signed, received, weight),
    ...compareQueries(signed, received, weight),
    ...compareHeaders(signed, received, weight),
  ];
}

function compareMethods(signed: SignedForm, received: SignedForm, weight: number): readonly Suspicion[] {
  if (signed.method === received.method) return [];
  const difference: Difference = { line: 'method', signed: signed.method, received: received.method };
  return [suspect('MethodDiffers', { sent: received.method, signed: signed.method }, weight, [difference])];
}

function compareResources(signed: SignedForm, received: SignedForm, weight: number): readonly Suspicion[] {
  const suspicions: Suspicion[] = [];
  const lines = (ours: string, theirs: string): readonly Difference[] => [
    { line: 'resource', signed: ours, received: theirs },
  ];
  if (signed.bucket !== received.bucket) {
    const facts = { sent: received.bucket, signed: signed.bucket };
    suspicions.push(suspect('BucketDiffers', facts, weight, lines(`/${signed.bucket}/`, `/${received.bucket}/`)));
  }
  if (signed.key !== received.key) {
    const facts = { sent: received.key, signed: signed.key };
    suspicions.push(suspect(keyCause(signed.key, received.key), facts, weight, lines(signed.key, received.key)));
  }
  return suspicions;
}

function keyCause(signed: string, received: string): 'KeyEncodedTwice' | 'KeyNormalised' | 'KeyChanged' {
  if (decodePercent(received) === signed) return 'KeyEncodedTwice';
  return normalise(signed) === received || signed.replace(/\/{2,}/g, '/') === received ? 'KeyNormalised' : 'KeyChanged';
}

/** What every URL parser makes of a path: `.` and `..` go. */
export function normalise(key: string): string {
  const segments: string[] = [];
  for (const segment of key.split('/')) {
    if (segment === '..') segments.pop();
    else if (segment !== '.') segments.push(segment);
  }
  const last = key.split('/').at(-1);
  return segments.join('/') + (last === '.' || last === '..' ? '/' : '');
}

function compareQueries(signed: SignedForm, received: SignedForm, weight: number): readonly Suspicion[] {
  const ours = new Map(signed.query);
  const theirs = new Map(received.query);
  const suspicions: Suspicion[] = [];
  for (const [name, value] of theirs) {
    const own = ours.get(name);
    if (own === value) continue;
    const line: Difference = {
      line: 'query',
      signed: own === undefined ? undefined : `${name}=${own}`,
      received: `${name}=${value}`,
    };
    suspicions.push(
      own === undefined
        ? suspect('ParameterAdded', { name }, weight, [line])
        : suspect('ParameterChanged', { name, sent: value, signed: own }, weight, [line]),
    );
  }
  for (const [name, value] of ours) {
    if (theirs.has(name)) continue;
    suspicions.push(suspect('ParameterRemoved', { name }, weight, [{ line: 'query', signed: `${name}=${value}` }]));
  }
  return suspicions;
}

function compareHeaders(signed: SignedForm, received: SignedForm, weight: number): readonly Suspicion[] {
  const suspicions: Suspicion[] = [];
  for (const [name, value] of Object.entries(received.headers)) {
    const own = signed.headers[name];
    if (own === value) continue;
    const line: Difference = {
      line: 'headers',
      signed: own === undefined ? undefined : `${name}:${own}`,
      received: `${name}:${value}`,
    };
    suspicions.push(
      own === undefined
        ? suspect('HeaderNotSigned', { name, inTransit: false }, weight, [line])
        : name === 'host'
          ? suspect('HostRewritten', { sent: value, signed: own }, weight, [line])
          : suspect('SignedHeaderChanged', { name, sent: value, signed: own }, weight, [line]),
    );
  }
  for (const [name, value] of Object.entries(signed.headers)) {
    if (received.headers[name] !== undefined) continue;
    const line: Difference = { line: 'headers', signed: `${name}:${value}` };
    suspicions.push(suspect('SignedHeaderMissing', { name, value }, weight, [line]));
  }
  return suspicions;
}
