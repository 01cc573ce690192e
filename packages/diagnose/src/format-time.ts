/** Formats a time as ISO 8601 in UTC, without milliseconds if they are 0. */
export function formatTime(date: Date): string {
  return date.toISOString().replace('.000Z', 'Z');
}
