import { formatDuration } from '../format/format-duration.ts';
import type { Answer } from './ask.ts';
import { type CheckResult, fail, pass, skip, warn } from './check-result.ts';

/** OSS refuses signatures whose date is further off. */
const maxOffsetMs = 15 * 60_000;
/** The header has whole seconds, and the way there takes time too. */
const unremarkableMs = 60_000;

/** Compares the clock of this machine with the `Date` of an answer. */
export function checkClock(answer: Answer | undefined): CheckResult {
  const date = answer?.header('date');
  const serverMs = date === undefined ? Number.NaN : Date.parse(date);
  if (answer === undefined || Number.isNaN(serverMs)) return skip('clock', 'No answer tells the time.');
  const offsetMs = answer.atMs - serverMs;
  const size = formatDuration(Math.abs(offsetMs));
  if (Math.abs(offsetMs) <= unremarkableMs) return pass('clock', 'The clock of this machine agrees with that of OSS.');
  const finding = `The clock of this machine is ${size} ${offsetMs > 0 ? 'ahead of' : 'behind'} that of OSS.`;
  const nextStep = 'Set the clock of this machine: turn its time synchronisation on.';
  return Math.abs(offsetMs) > maxOffsetMs ? fail('clock', finding, nextStep) : warn('clock', finding, nextStep);
}
