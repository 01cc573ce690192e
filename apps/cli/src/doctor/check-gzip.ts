import type { Answer } from './ask.ts';
import { type CheckResult, fail, pass, skip } from './check-result.ts';

/** Says whether an answer is compressed although nobody asked for it: such bytes are not the object's. */
export function checkGzip(answer: Answer | undefined): CheckResult {
  if (answer === undefined || answer.status >= 300) return skip('gzip', 'The object was not read.');
  const encoding = answer.header('content-encoding');
  if (encoding === undefined || encoding === 'identity') return pass('gzip', 'Answers are not compressed on the way.');
  if (answer.header('etag') !== undefined) {
    return pass('gzip', `The object is stored as ${encoding}, which browsers and curl --compressed undo.`);
  }
  const nextStep = 'Look for a proxy or CDN that compresses answers, and turn it off for this path.';
  return fail('gzip', `The answer is compressed (${encoding}) although nobody asked for it.`, nextStep);
}
