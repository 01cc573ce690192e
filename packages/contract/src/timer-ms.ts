import { OssError } from './oss-error.ts';

/** The longest that timers wait, 24.8 days: they take anything longer for 1 ms. */
export const maxTimerMs: number = 2 ** 31 - 1;

/**
 * Reads the time of an option such as `timeoutMs` for a timer: what is longer than timers can wait, `Infinity` too, becomes
 * the longest that they can, and a part of a millisecond a whole one, since some timers refuse fractions. Throws
 * `InvalidOption` for what is no time above 0.
 */
export function timerMs(timeMs: number, option = 'timeoutMs'): number {
  if (timeMs > 0) return Math.ceil(Math.min(timeMs, maxTimerMs));
  throw new OssError({
    code: 'InvalidOption',
    phase: 'config',
    message: `The option ${option} is ${timeMs}.`,
    advice: 'Give a number of milliseconds above 0.',
  });
}
