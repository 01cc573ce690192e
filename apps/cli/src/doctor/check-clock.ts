import { formatDuration } from '../format/format-duration.ts';
import { type CheckResult, fail, pass, skip, warn } from './check-result.ts';
import type { ProbeResponse } from './probe.ts';

/** OSS refuses signatures with a larger offset. */
const maxOffsetMs = 15 * 60_000;
/** Tolerance for the header's whole seconds and for latency. */
const toleranceMs = 60_000;

/** Compares the local clock with the `Date` of a response. */
export function checkClock(response: ProbeResponse | undefined): CheckResult {
  const date = response?.header('date');
  const serverMs = date === undefined ? Number.NaN : Date.parse(date);
  if (response === undefined || Number.isNaN(serverMs)) return skip('clock', 'No response has a date.');
  const offsetMs = response.atMs - serverMs;
  const size = formatDuration(Math.abs(offsetMs));
  if (Math.abs(offsetMs) <= toleranceMs) return pass('clock', 'The local clock agrees with OSS.');
  const finding = `The local clock is ${size} ${offsetMs > 0 ? 'ahead of' : 'behind'} OSS.`;
  const nextStep = 'Correct the local clock: turn on time synchronization.';
  return Math.abs(offsetMs) > maxOffsetMs ? fail('clock', finding, nextStep) : warn('clock', finding, nextStep);
}
