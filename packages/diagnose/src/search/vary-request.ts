import { isKnownParameter, isTracker, signatureParameters } from '../url/parameter-names.ts';
import { decodePercent, encodeAny } from '../url/percent-decode.ts';
import { lifetimes } from './lifetimes.ts';
import { setParameter, type Variation, type VariationInput, vary, without } from './variation.ts';

/** Lists variations of the request: its method, headers, query, lifetime, object name and bucket. */
export function varyRequest(input: VariationInput): readonly Variation[] {
  const lists = [varyMethod, varyHeaders, varyQuery, varyLifetime, varyAdditionalHeaders, varyKey, varyBucket];
  return lists.flatMap((list) => list(input));
}

function varyMethod({ base }: VariationInput): readonly Variation[] {
  const methods = ['GET', 'HEAD', 'PUT', 'POST', 'DELETE'].filter((method) => method !== base.form.method);
  return methods.map((method) => vary('method', () => ({ method })));
}

/** Headers that are often signed but not sent. */
const forgottenHeaders: readonly (readonly [name: string, value: string])[] = [
  ['x-oss-request-payer', 'requester'],
  ['x-oss-range-behavior', 'standard'],
  ['x-oss-forbid-overwrite', 'true'],
  ['content-type', 'application/octet-stream'],
  ['content-type', 'application/json'],
  ['content-type', 'application/x-www-form-urlencoded'],
  ['content-type', 'application/pdf'],
  ['content-type', 'text/plain'],
  ['content-type', 'text/plain;charset=UTF-8'],
  ['content-type', 'text/csv'],
  ['content-type', 'image/jpeg'],
  ['content-type', 'image/png'],
];

function varyHeaders({ base, host, hostRegion, signedHeaders }: VariationInput): readonly Variation[] {
  const { headers, additionalHeaders, bucket } = base.form;
  const present = Object.keys(headers);
  const drop = present.map((name) => vary(`header ${name}`, (form) => ({ headers: without(form.headers, [name]) })));
  const all = present.length > 1 ? [vary('headers', (form) => ({ headers: without(form.headers, present) }))] : [];
  const candidates = [...Object.entries(signedHeaders), ...forgottenHeaders].filter(
    ([name, value]) => headers[name] !== value,
  );
  const set = candidates.map(([name, value]) =>
    vary(`header ${name}`, (form) => ({ headers: { ...form.headers, [name]: value } })),
  );
  const hosts = additionalHeaders.includes('host') ? hostsOf(host, bucket, hostRegion ?? base.region) : [];
  const rewritten = [...new Set(hosts)].map((name) =>
    vary('header host', (form) => ({ headers: { ...form.headers, host: name } })),
  );
  return [...drop, ...all, ...set, ...rewritten];
}

/** The hosts of a bucket. */
function hostsOf(host: string, bucket: string, region: string): readonly string[] {
  const endpoints = [
    `oss-${region}`,
    `oss-${region}-internal`,
    `${region}.oss`,
    'oss-accelerate',
    'oss-accelerate-overseas',
  ];
  return [host, host.replace(/:\d+$/, ''), ...endpoints.map((endpoint) => `${bucket}.${endpoint}.aliyuncs.com`)];
}

function varyQuery({ base }: VariationInput): readonly Variation[] {
  const { query } = base.form;
  const variations: Variation[] = [];
  for (const [name, value] of query) {
    if (signatureParameters.has(name)) continue;
    variations.push(vary(`query ${name}`, (form) => ({ query: form.query.filter(([other]) => other !== name) })));
    for (const other of spellingsOf(value)) {
      variations.push(vary(`query ${name}`, (form) => ({ query: setParameter(form.query, name, other) })));
    }
  }
  const unknown = query.map(([name]) => name).filter((name) => isTracker(name) || !isKnownParameter(name));
  if (unknown.length > 1) {
    variations.push(vary('query', (form) => ({ query: form.query.filter(([name]) => !unknown.includes(name)) })));
  }
  return variations;
}

/** Lists other lifetimes: `x-oss-expires` may have been edited. For V1, see `guessExpires`. */
function varyLifetime({ version }: VariationInput): readonly Variation[] {
  if (version === 'V1') return [];
  return lifetimes.map((seconds) =>
    vary('lifetime', (form) => ({ query: setParameter(form.query, 'x-oss-expires', String(seconds)) })),
  );
}

function varyAdditionalHeaders({ version }: VariationInput): readonly Variation[] {
  if (version === 'V1') return [];
  return [
    vary('additional headers', ({ query, headers, additionalHeaders }) => ({
      query: query.filter(([name]) => name !== 'x-oss-additional-headers'),
      headers: without(headers, additionalHeaders),
      additionalHeaders: [],
    })),
  ];
}

function varyKey({ base }: VariationInput): readonly Variation[] {
  const { key } = base.form;
  const spellings = [...spellingsOf(key), key.replace(/^\/+/, ''), `/${key}`, `${key}/`, key.replace(/\/$/, '')];
  return [...new Set(spellings)].filter((other) => other !== key).map((other) => vary('key', () => ({ key: other })));
}

function varyBucket({ base, signedBucket }: VariationInput): readonly Variation[] {
  if (signedBucket === undefined || signedBucket === base.form.bucket) return [];
  return [vary('bucket', () => ({ bucket: signedBucket }))];
}

/** Texts that look the same, or that result from decoding a text once too often or not often enough. */
function spellingsOf(text: string): readonly string[] {
  const spellings = [
    decodePercent(text),
    decodePercent(decodePercent(text)),
    encodeAny(text),
    encodeAny(text).replaceAll('%2F', '/'),
    text.replaceAll('+', ' '),
    text.replaceAll(' ', '+'),
    ...[...text.matchAll(/ /g)].slice(0, 8).map(({ index }) => `${text.slice(0, index)}+${text.slice(index + 1)}`),
    text.normalize('NFC'),
    text.normalize('NFD'),
    text.trim(),
  ];
  return [...new Set(spellings)].filter((other) => other !== text);
}
