import type { Answer } from './ask.ts';
import { isEmptyObject } from './check-permission.ts';
import { type CheckResult, fail, pass, skip, warn } from './check-result.ts';

/** Says whether ranges work: without them nothing is parallel, and nothing resumes. */
export function checkRange(answer: Answer | undefined): CheckResult {
  if (answer !== undefined && isEmptyObject(answer)) return pass('range', 'An empty object has no ranges.');
  if (answer?.status === 206) {
    const range = answer.header('content-range') ?? '';
    if (/^bytes 0-0\/\d+$/.test(range)) return pass('range', 'Ranges work.');
    return fail(
      'range',
      'The answer is not the range that was asked for.',
      'Look for a proxy or CDN that changes answers.',
    );
  }
  if (answer?.status !== 200) return skip('range', 'The object was not read.');
  const nextStep = 'Look for a proxy or CDN that takes Range away; processed objects (x-oss-process) have none.';
  return warn('range', 'Ranges are ignored: a download has one stream, and starts anew when it breaks.', nextStep);
}
