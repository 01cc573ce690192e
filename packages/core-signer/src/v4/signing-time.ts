import { requireTime } from '../refusal.ts';

/** Writes a moment as V4 signs it, in UTC: `20260102T030405Z`. Its first eight characters are the date of the scope. */
export function formatSigningTime(now: Date): string {
  requireTime(now);
  const iso = now.toISOString();
  return `${iso.slice(0, 4)}${iso.slice(5, 7)}${iso.slice(8, 13)}${iso.slice(14, 16)}${iso.slice(17, 19)}Z`;
}
