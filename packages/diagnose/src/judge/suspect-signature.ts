import { type Suspicion, suspect, weights } from '../finding.ts';
import type { Case } from './case.ts';
import { collectLooks } from './collect-looks.ts';
import { recompute } from './recompute.ts';

/**
 * Names why the signature is not the one of the request: by its looks and, with the credentials, by recomputing it. With a
 * proof, nothing that is only likely is named. `isRefused`: OSS says that the signature is the reason.
 */
export function suspectSignature(subject: Case, isRefused: boolean): readonly Suspicion[] {
  const { onTheWay, suspicions } = collectLooks(subject);
  const found = recompute(subject);
  if (found?.causes !== undefined) return judgeProven(subject, [...found.causes, ...onTheWay], found.tested, isRefused);
  const isTold = isRefused || subject.answer === undefined;
  const looks = [...onTheWay, ...suspicions.filter(({ weight }) => isTold || weight > weights.possible)];
  return found === undefined
    ? judgeByLooks(subject, looks, isRefused)
    : judgeUnproven(subject, looks, found.tested, isRefused);
}

/** The signature fits: with nothing else wrong, OSS knows another secret. */
function judgeProven(
  { mended }: Case,
  proven: readonly Suspicion[],
  tested: number,
  isRefused: boolean,
): readonly Suspicion[] {
  const isRight = proven.length === 0 && mended.damages.length === 0;
  return isRight && isRefused ? [suspect('SecretWrong', { tested, fits: true }, weights.proven)] : proven;
}

/** Nothing was recomputed: the secret is what is left when nothing looks wrong. */
function judgeByLooks({ mended }: Case, looks: readonly Suspicion[], isRefused: boolean): readonly Suspicion[] {
  const isExplained = mended.damages.length > 0 || looks.some(({ weight }) => weight >= weights.likely);
  if (!isRefused || isExplained) return looks;
  return [...looks, suspect('SecretWrong', { tested: 0, fits: false }, weights.left)];
}

/** No guess fits: the secret is another one, unless the credentials that were given belong to another access key. */
function judgeUnproven(
  { input, signature }: Case,
  looks: readonly Suspicion[],
  tested: number,
  isRefused: boolean,
): readonly Suspicion[] {
  const given = input.credentials?.accessKeyId ?? '';
  const inUrl = signature.accessKeyId ?? '';
  if (inUrl !== given) return [...looks, suspect('AccessKeyDiffers', { inUrl, given }, weights.possible)];
  return [...looks, suspect('SecretWrong', { tested, fits: false }, isRefused ? weights.exhausted : weights.left)];
}
