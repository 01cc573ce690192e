import { type Suspicion, suspect, weights } from '../finding.ts';
import type { Mending } from './mending.ts';
import { isTracker, requiredV1, requiredV4, secretParameters, signatureParameters } from './parameter-names.ts';
import { decodePercent } from './percent-decode.ts';
import type { RawParameter, UrlParts } from './split-url.ts';

type ParameterMending = (parameters: readonly RawParameter[]) => Mending<readonly RawParameter[]>;

/** Mends what can be seen once a URL is taken apart: names, foreign parameters, and the length of the signature. */
export function mendParameters(parts: UrlParts): Mending<UrlParts> {
  const steps: readonly ParameterMending[] = [restoreCase, dropTrackers, mendSignature, checkParameters];
  let parameters = parts.parameters;
  const damages: Suspicion[] = [];
  for (const step of steps) {
    const mending = step(parameters);
    parameters = mending.value;
    damages.push(...mending.damages);
  }
  return { value: { ...parts, parameters }, damages };
}

/** Names by their lower-case form. `expires` and `signature` have one meaning only next to the others of V1. */
const properNames: ReadonlyMap<string, string> = /* @__PURE__ */ new Map(
  [...signatureParameters].map((name) => [name.toLowerCase(), name]),
);

const restoreCase: ParameterMending = (parameters) => {
  const damages: Suspicion[] = [];
  const value = parameters.map((parameter) => {
    const name = properNames.get(parameter.name.toLowerCase()) ?? parameter.name;
    const text =
      name === 'x-oss-date' || name === 'x-oss-signature-version' ? parameter.value?.toUpperCase() : parameter.value;
    if (name !== parameter.name || text !== parameter.value) {
      damages.push(suspect('ParameterCaseChanged', { name: parameter.name }, weights.damaged));
    }
    return { name, value: text };
  });
  return { value, damages: damages.slice(0, 1) };
};

const dropTrackers: ParameterMending = (parameters) => {
  // V1 signs no parameter that OSS gives no meaning to: there it does no harm.
  const isV4 = parameters.some(({ name }) => name.startsWith('x-oss-signature'));
  const trackers = isV4 ? parameters.filter(({ name }) => isTracker(decodePercent(name))) : [];
  const foreign = new Set(trackers);
  return {
    value: parameters.filter((parameter) => !foreign.has(parameter)),
    damages: trackers.map(({ name }) => suspect('ParameterAdded', { name: decodePercent(name) }, weights.damaged)),
  };
};

const mendSignature: ParameterMending = (parameters) => {
  const masked = parameters.filter(({ name, value = '' }) => secretParameters.includes(name) && isMasked(value));
  if (masked.length > 0) {
    const names = masked.map(({ name }) => name).join(', ');
    return { value: parameters, damages: [suspect('SecretsMasked', { names }, weights.damaged)] };
  }
  const damages: Suspicion[] = [];
  const value = parameters.map((parameter) => {
    const mending = mendValue(parameter);
    damages.push(...mending.damages);
    return mending.value;
  });
  return { value, damages };
};

function isMasked(value: string): boolean {
  return /\*{2,}|(?:%2A){2,}|\.{3}|…|%E2%80%A6|redacted|<[^<]*>|x{8,}/i.test(value);
}

function mendValue(parameter: RawParameter): Mending<RawParameter> {
  const { name, value } = parameter;
  if (value === undefined || value === '') return { value: parameter, damages: [] };
  if (name === 'x-oss-signature') return mendHex(parameter, decodePercent(value));
  if (name === 'Signature') return mendBase64(parameter, decodePercent(value));
  return { value: parameter, damages: [] };
}

const hexLength = 64;
const base64Length = 28;

function mendHex(parameter: RawParameter, signature: string): Mending<RawParameter> {
  const { name } = parameter;
  if (isBase64Signature(signature))
    return { value: parameter, damages: [suspect('VersionsMixed', { found: name }, weights.damaged)] };
  const hex = /^[0-9a-f]*/i.exec(signature)?.[0] ?? '';
  const lengths = { length: signature.length, expected: hexLength };
  if (hex.length < hexLength) {
    const cut = signature.length < hexLength || hex.length < signature.length;
    return {
      value: parameter,
      damages: cut ? [suspect('SignatureCut', { ...lengths, length: hex.length }, weights.damaged)] : [],
    };
  }
  if (signature.length > hexLength) {
    const value = hex.slice(0, hexLength).toLowerCase();
    const found = signature.slice(hexLength);
    if (/^[\p{P}\p{Z}]+$/u.test(found)) {
      return { value: { name, value }, damages: [suspect('WrappedInPunctuation', { found }, weights.damaged)] };
    }
    return { value: { name, value }, damages: [suspect('SignaturePadded', lengths, weights.damaged)] };
  }
  if (signature !== signature.toLowerCase()) {
    return {
      value: { name, value: signature.toLowerCase() },
      damages: [suspect('ParameterCaseChanged', { name }, weights.damaged)],
    };
  }
  return { value: parameter, damages: [] };
}

function mendBase64(parameter: RawParameter, signature: string): Mending<RawParameter> {
  const { name, value = '' } = parameter;
  if (/^[0-9a-f]{64}$/i.test(signature)) {
    return { value: parameter, damages: [suspect('VersionsMixed', { found: name }, weights.damaged)] };
  }
  const plus = /[+ ]|%20/.test(value);
  const restored = signature.replaceAll(' ', '+');
  const lengths = { length: restored.length, expected: base64Length };
  if (restored.length < base64Length)
    return { value: parameter, damages: [suspect('SignatureCut', lengths, weights.damaged)] };
  const mended = { name, value: encodeURIComponent(restored.slice(0, base64Length)) };
  if (restored.length > base64Length) {
    return { value: mended, damages: [suspect('SignaturePadded', lengths, weights.damaged)] };
  }
  if (plus) return { value: mended, damages: [suspect('PlusInSignature', undefined, weights.damaged)] };
  return { value: parameter, damages: [] };
}

function isBase64Signature(signature: string): boolean {
  return /^[\w+/]{27}=$/.test(signature);
}

const checkParameters: ParameterMending = (parameters) => {
  const names = parameters.map(({ name }) => decodePercent(name));
  const hasV4 = names.some((name) => requiredV4.includes(name));
  const hasV1 = names.some((name) => name === 'OSSAccessKeyId' || name === 'Signature');
  const damages: Suspicion[] = [];
  if (hasV4 && hasV1) {
    const found = names.filter((name) => requiredV1.includes(name)).join(', ');
    damages.push(suspect('VersionsMixed', { found }, weights.damaged));
  } else if (hasV4 || hasV1) {
    const missing = (hasV4 ? requiredV4 : requiredV1).filter((name) => !names.includes(name));
    if (missing.length > 0) damages.push(suspect('ParametersMissing', { names: missing.join(', ') }, weights.damaged));
    const seen = new Set<string>();
    const repeated = names.find((name) => seen.has(name) || !seen.add(name));
    if (repeated !== undefined) damages.push(suspect('ParameterRepeated', { name: repeated }, weights.damaged));
  } else if (names.includes('Expires')) {
    damages.push(suspect('ParametersMissing', { names: 'OSSAccessKeyId, Signature' }, weights.damaged));
  } else {
    damages.push(suspect('NotSigned', undefined, weights.stated));
  }
  const foundToken = hasV4 ? 'security-token' : 'x-oss-security-token';
  const expected = hasV4 ? 'x-oss-security-token' : 'security-token';
  if (hasV4 !== hasV1 && names.includes(foundToken) && !names.includes(expected)) {
    damages.push(suspect('TokenNameWrong', { found: foundToken, expected }, weights.damaged));
  }
  return { value: parameters, damages };
};
