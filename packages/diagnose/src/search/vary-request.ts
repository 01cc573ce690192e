import { isKnownParameter, isTracker, signatureParameters } from '../url/parameter-names.ts';
import { decodePercent, encodeAny } from '../url/percent-decode.ts';
import { setParameter, type Variation, type VariationInput, vary, without } from './variation.ts';

/** Lists other requests: another method, other headers, another query, another spelling of the object name. */
export function varyRequest(input: VariationInput): readonly Variation[] {
  return [...varyMethod(input), ...varyHeaders(input), ...varyQuery(input), ...varyKey(input), ...varyBucket(input)];
}

function varyMethod({ base }: VariationInput): readonly Variation[] {
  const methods = ['GET', 'HEAD', 'PUT', 'POST', 'DELETE'].filter((method) => method !== base.form.method);
  return methods.map((method) => vary('method', () => ({ method })));
}

/** Headers that people sign and then forget to send. */
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

/** The hosts under which one bucket can be reached. */
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

/** Lifetimes that people write by hand into a URL, or sign in the first place. */
const lifetimes = [
  60, 120, 180, 300, 600, 900, 1800, 3600, 7200, 10_800, 21_600, 43_200, 86_400, 172_800, 259_200, 604_800,
];

function varyQuery({ base, version }: VariationInput): readonly Variation[] {
  const { query } = base.form;
  const variations: Variation[] = [];
  for (const [name, value] of query) {
    if (signatureParameters.has(name)) continue;
    variations.push(vary(`query ${name}`, (form) => ({ query: form.query.filter(([other]) => other !== name) })));
    for (const other of respell(value)) {
      variations.push(vary(`query ${name}`, (form) => ({ query: setParameter(form.query, name, other) })));
    }
  }
  const foreign = query.map(([name]) => name).filter((name) => isTracker(name) || !isKnownParameter(name));
  if (foreign.length > 1) {
    variations.push(vary('query', (form) => ({ query: form.query.filter(([name]) => !foreign.includes(name)) })));
  }
  if (version === 'V4') {
    for (const seconds of lifetimes) {
      variations.push(
        vary('lifetime', (form) => ({ query: setParameter(form.query, 'x-oss-expires', String(seconds)) })),
      );
    }
    variations.push(
      vary('additional headers', ({ query: all, headers, additionalHeaders }) => ({
        query: all.filter(([name]) => name !== 'x-oss-additional-headers'),
        headers: without(headers, additionalHeaders),
        additionalHeaders: [],
      })),
    );
  }
  return variations;
}

function varyKey({ base }: VariationInput): readonly Variation[] {
  const { key } = base.form;
  const spellings = [...respell(key), key.replace(/^\/+/, ''), `/${key}`, `${key}/`, key.replace(/\/$/, '')];
  return [...new Set(spellings)].filter((other) => other !== key).map((other) => vary('key', () => ({ key: other })));
}

function varyBucket({ base, signedBucket }: VariationInput): readonly Variation[] {
  if (signedBucket === undefined || signedBucket === base.form.bucket) return [];
  return [vary('bucket', () => ({ bucket: signedBucket }))];
}

/** Other texts that look the same to people, or that one step of decoding too few or too many makes of a text. */
function respell(text: string): readonly string[] {
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
