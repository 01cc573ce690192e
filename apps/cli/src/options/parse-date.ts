import { usageError } from '../usage-error.ts';

const shape = /^(\d{4})-(\d{2})-(\d{2})(?:T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,3})?)?(?:Z|[+-]\d{2}:\d{2}))?$/;

/** Parses an ISO 8601 date, or a date and time with a time zone. A date without a time is midnight UTC. */
export function parseDate(text: string): Date {
  const date = new Date(shape.test(text) ? text : Number.NaN);
  if (!Number.isNaN(date.getTime()) && isOfCalendar(text)) return date;
  throw usageError(
    'InvalidDate',
    `${JSON.stringify(text.slice(0, 40))} is not a valid date with a time zone.`,
    'Write it as 2030-01-31T18:00:00Z or 2030-01-31T18:00:00+08:00.',
  );
}

/** `Date` accepts 31 November as 1 December. */
function isOfCalendar(text: string): boolean {
  const [, year, month, day] = shape.exec(text)?.map(Number) ?? [];
  return new Date(Date.UTC(year ?? 0, (month ?? 0) - 1, day)).getUTCDate() === day;
}
