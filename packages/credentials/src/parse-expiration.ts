/**
 * Parses the expiration of credentials: RFC 3339 with any fraction and offset, or Unix seconds as written by the CLI. Returns
 * `undefined` if it is neither.
 */
export function parseExpiration(value: unknown): Date | undefined {
  if (typeof value === 'number') return Number.isFinite(value) && value > 0 ? new Date(value * 1000) : undefined;
  if (typeof value !== 'string') return undefined;
  const match = /^(\d{4}-\d\d-\d\d)[Tt ](\d\d:\d\d:\d\d)(?:\.(\d+))?([Zz]|[+-]\d\d:?\d\d)$/.exec(value.trim());
  if (match === null) return undefined;
  const [, day, time, fraction = '', zone = ''] = match;
  // Date.parse is only required to support three fractional digits.
  const date = new Date(`${day}T${time}.${fraction.padEnd(3, '0').slice(0, 3)}${offsetOf(zone)}`);
  return Number.isNaN(date.getTime()) ? undefined : date;
}

function offsetOf(zone: string): string {
  return zone.length === 1 ? 'Z' : `${zone.slice(0, 3)}:${zone.slice(-2)}`;
}
