import { type Candidate, makeCandidate, weights } from '../finding.ts';
import { isTracker, requiredV1, requiredV4, secretParameters, signatureParameters } from './parameter-names.ts';
import { decodePercent, encodeAny } from './percent-decode.ts';
import { applyRepairs, type Repair } from './repair.ts';
import type { RawParameter, UrlParts } from './split-url.ts';

type ParameterRepair = (parameters: readonly RawParameter[]) => Repair<readonly RawParameter[]>;

/** Repairs the parameters of a URL: the case of names, trackers, and the signature. */
export function repairParameters(parts: UrlParts): Repair<UrlParts> {
  const steps = [restoreCase, dropTrackers, repairSignature, checkParameters];
  const { value: parameters, defects } = applyRepairs(parts.parameters, steps);
  return { value: { ...parts, parameters }, defects };
}

/** Names of signature parameters by their lower-case form. */
const properNames: ReadonlyMap<string, string> = /* @__PURE__ */ new Map(
  [...signatureParameters].map((name) => [name.toLowerCase(), name]),
);

const restoreCase: ParameterRepair = (parameters) => {
  const defects: Candidate[] = [];
  const value = parameters.map((parameter) => {
    const name = properNames.get(parameter.name.toLowerCase()) ?? parameter.name;
    const text =
      name === 'x-oss-date' || name === 'x-oss-signature-version' ? parameter.value?.toUpperCase() : parameter.value;
    if (name !== parameter.name || text !== parameter.value) {
      defects.push(makeCandidate('ParameterCaseChanged', { name: parameter.name }, weights.damaged));
    }
    return { name, value: text };
  });
  return { value, defects: defects.slice(0, 1) };
};

const dropTrackers: ParameterRepair = (parameters) => {
  // V1 does not sign unknown parameters, so they do no harm there.
  const isV4 = parameters.some(({ name }) => name.startsWith('x-oss-signature'));
  const trackers = isV4 ? parameters.filter(({ name }) => isTracker(decodePercent(name))) : [];
  const dropped = new Set(trackers);
  return {
    value: parameters.filter((parameter) => !dropped.has(parameter)),
    defects: trackers.map(({ name }) =>
      makeCandidate('ParameterAdded', { name: decodePercent(name) }, weights.damaged),
    ),
  };
};

const repairSignature: ParameterRepair = (parameters) => {
  const masked = parameters.filter(({ name, value = '' }) => secretParameters.includes(name) && isMasked(value));
  if (masked.length > 0) {
    const names = masked.map(({ name }) => name).join(', ');
    return { value: parameters, defects: [makeCandidate('SecretsMasked', { names }, weights.damaged)] };
  }
  const defects: Candidate[] = [];
  const value = parameters.map((parameter) => {
    const repair = repairValue(parameter);
    defects.push(...repair.defects);
    return repair.value;
  });
  return { value, defects };
};

function isMasked(value: string): boolean {
  return /\*{2,}|(?:%2A){2,}|\.{3}|…|%E2%80%A6|redacted|<[^<]*>|x{8,}/i.test(value);
}

function repairValue(parameter: RawParameter): Repair<RawParameter> {
  const { name, value } = parameter;
  if (value === undefined || value === '') return { value: parameter, defects: [] };
  if (name === 'x-oss-signature') return repairHex(parameter, decodePercent(value));
  if (name === 'Signature') return repairBase64(parameter, decodePercent(value));
  return { value: parameter, defects: [] };
}

const hexLength = 64;
const base64Length = 28;

function repairHex(parameter: RawParameter, signature: string): Repair<RawParameter> {
  const { name } = parameter;
  if (isBase64Signature(signature))
    return { value: parameter, defects: [makeCandidate('VersionsMixed', { found: name }, weights.damaged)] };
  const hex = /^[0-9a-f]*/i.exec(signature)?.[0] ?? '';
  const lengths = { length: signature.length, expected: hexLength };
  if (hex.length < hexLength) {
    const cut = signature.length < hexLength || hex.length < signature.length;
    return {
      value: parameter,
      defects: cut ? [makeCandidate('SignatureCut', { ...lengths, length: hex.length }, weights.damaged)] : [],
    };
  }
  if (signature.length > hexLength) {
    const value = hex.slice(0, hexLength).toLowerCase();
    const found = signature.slice(hexLength);
    if (/^[\p{P}\p{Z}]+$/u.test(found)) {
      return { value: { name, value }, defects: [makeCandidate('WrappedInPunctuation', { found }, weights.damaged)] };
    }
    return { value: { name, value }, defects: [makeCandidate('SignaturePadded', lengths, weights.damaged)] };
  }
  if (signature !== signature.toLowerCase()) {
    return {
      value: { name, value: signature.toLowerCase() },
      defects: [makeCandidate('ParameterCaseChanged', { name }, weights.damaged)],
    };
  }
  return { value: parameter, defects: [] };
}

function repairBase64(parameter: RawParameter, signature: string): Repair<RawParameter> {
  const { name, value = '' } = parameter;
  if (/^[0-9a-f]{64}$/i.test(signature)) {
    return { value: parameter, defects: [makeCandidate('VersionsMixed', { found: name }, weights.damaged)] };
  }
  const hasPlus = /[+ ]|%20/.test(value);
  const restored = signature.replaceAll(' ', '+');
  const lengths = { length: restored.length, expected: base64Length };
  if (restored.length < base64Length)
    return { value: parameter, defects: [makeCandidate('SignatureCut', lengths, weights.damaged)] };
  const repaired = { name, value: encodeAny(restored.slice(0, base64Length)) };
  if (restored.length > base64Length) {
    return { value: repaired, defects: [makeCandidate('SignaturePadded', lengths, weights.damaged)] };
  }
  if (hasPlus) return { value: repaired, defects: [makeCandidate('PlusInSignature', undefined, weights.damaged)] };
  return { value: parameter, defects: [] };
}

function isBase64Signature(signature: string): boolean {
  return /^[\w+/]{27}=$/.test(signature);
}

const checkParameters: ParameterRepair = (parameters) => {
  const names = parameters.map(({ name }) => decodePercent(name));
  const hasV4 = names.some((name) => requiredV4.includes(name));
  const hasV1 = names.some((name) => name === 'OSSAccessKeyId' || name === 'Signature');
  const defects: Candidate[] = [];
  if (hasV4 && hasV1) {
    const found = names.filter((name) => requiredV1.includes(name)).join(', ');
    defects.push(makeCandidate('VersionsMixed', { found }, weights.damaged));
  } else if (hasV4 || hasV1) {
    const missing = (hasV4 ? requiredV4 : requiredV1).filter((name) => !names.includes(name));
    if (missing.length > 0)
      defects.push(makeCandidate('ParametersMissing', { names: missing.join(', ') }, weights.damaged));
    const seen = new Set<string>();
    const repeated = names.find((name) => seen.has(name) || !seen.add(name));
    if (repeated !== undefined) defects.push(makeCandidate('ParameterRepeated', { name: repeated }, weights.damaged));
  } else if (names.includes('Expires')) {
    defects.push(makeCandidate('ParametersMissing', { names: 'OSSAccessKeyId, Signature' }, weights.damaged));
  } else {
    defects.push(makeCandidate('NotSigned', undefined, weights.stated));
  }
  const foundToken = hasV4 ? 'security-token' : 'x-oss-security-token';
  const expected = hasV4 ? 'x-oss-security-token' : 'security-token';
  if (hasV4 !== hasV1 && names.includes(foundToken) && !names.includes(expected)) {
    defects.push(makeCandidate('TokenNameWrong', { found: foundToken, expected }, weights.damaged));
  }
  return { value: parameters, defects };
};
