import { type Candidate, makeCandidate, weights } from '../finding.ts';
import type { Case } from './case.ts';
import { collectSymptoms } from './collect-symptoms.ts';
import { recomputeSignature } from './recompute-signature.ts';

/**
 * Finds why the signature does not match the request: by its symptoms and, with the credentials, by recomputing it. A proof
 * replaces everything that is only likely. `isRefused`: OSS reports the signature as the reason.
 */
export function diagnoseSignature(subject: Case, isRefused: boolean): readonly Candidate[] {
  const { inTransit, candidates } = collectSymptoms(subject);
  const found = recomputeSignature(subject);
  if (found?.causes !== undefined) {
    return explainMatch(subject, [...found.causes, ...inTransit], found.tested, isRefused);
  }
  const minimum = isRefused || subject.response === undefined ? 0 : weights.possible + 1;
  const symptoms = [...inTransit, ...candidates.filter(({ weight }) => weight >= minimum)];
  return found === undefined
    ? explainWithoutSecret(subject, symptoms, isRefused)
    : explainMismatch(subject, symptoms, found.tested, isRefused);
}

/** A signature matches. If nothing else is wrong, OSS has another secret for the access key. */
function explainMatch(
  { repaired }: Case,
  proven: readonly Candidate[],
  tested: number,
  isRefused: boolean,
): readonly Candidate[] {
  const isCorrect = proven.length === 0 && repaired.defects.length === 0;
  return isCorrect && isRefused ? [makeCandidate('SecretWrong', { tested, fits: true }, weights.proven)] : proven;
}

/** Nothing was recomputed. If no symptom is likely to be the cause, the secret may be wrong. */
function explainWithoutSecret(
  { repaired }: Case,
  symptoms: readonly Candidate[],
  isRefused: boolean,
): readonly Candidate[] {
  const isExplained = repaired.defects.length > 0 || symptoms.some(({ weight }) => weight >= weights.likely);
  if (!isRefused || isExplained) return symptoms;
  return [...symptoms, makeCandidate('SecretWrong', { tested: 0, fits: false }, weights.fallback)];
}

/** No hypothesis matches: the secret is wrong, or the credentials belong to another access key. */
function explainMismatch(
  { input, signature }: Case,
  symptoms: readonly Candidate[],
  tested: number,
  isRefused: boolean,
): readonly Candidate[] {
  const given = input.credentials?.accessKeyId ?? '';
  const inUrl = signature.accessKeyId ?? '';
  if (inUrl !== given) return [...symptoms, makeCandidate('AccessKeyDiffers', { inUrl, given }, weights.possible)];
  const weight = isRefused ? weights.exhausted : weights.fallback;
  return [...symptoms, makeCandidate('SecretWrong', { tested, fits: false }, weight)];
}
