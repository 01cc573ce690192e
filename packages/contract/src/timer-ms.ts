import { OssError } from './oss-error.ts';

/** The maximum delay of timers in milliseconds, 24.8 days. They treat longer delays as 1 ms. */
export const maxTimerMs: number = 2 ** 31 - 1;

/**
 * Converts an option such as `timeoutMs` to a delay for timers: limits it (also `Infinity`) to {@link maxTimerMs}, and
 * rounds it up to a whole millisecond, because some timers refuse fractions. Throws an `OssError` with the code
 * `InvalidOption` if it is not a number above 0; `option` is the name in its message.
 */
export function timerMs(timeMs: number, option = 'timeoutMs'): number {
  if (timeMs > 0) return Math.ceil(Math.min(timeMs, maxTimerMs));
  throw new OssError({
    code: 'InvalidOption',
    phase: 'config',
    message: `The option ${option} is ${timeMs}.`,
    advice: 'Use a number of milliseconds above 0.',
  });
}
