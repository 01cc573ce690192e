import { usageError } from '../usage-error.ts';

const secondsOf = { d: 86_400, h: 3_600, m: 60, s: 1 } as const;

/** Parses a duration into seconds: `900`, `90s`, `30m`, `12h`, `7d`, `1h30m`. */
export function parseDuration(text: string): number {
  if (/^\d+$/.test(text)) return Number(text);
  const parts = /^(?:(\d+)d)?(?:(\d+)h)?(?:(\d+)m)?(?:(\d+)s)?$/.exec(text);
  if (parts === null || text === '') {
    throw usageError(
      'InvalidTimeSpan',
      `${JSON.stringify(text.slice(0, 40))} is not a valid duration.`,
      'Use seconds, or d, h, m and s: 900, 30m, 12h, 7d.',
    );
  }
  const [, days = 0, hours = 0, minutes = 0, seconds = 0] = parts;
  return Number(days) * secondsOf.d + Number(hours) * secondsOf.h + Number(minutes) * secondsOf.m + Number(seconds);
}
