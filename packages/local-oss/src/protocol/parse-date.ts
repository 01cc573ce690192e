/** Parses `YYYYMMDDTHHMMSSZ`; returns `undefined` for anything else. */
export function parseBasicDate(text: string): Date | undefined {
  const match = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(text);
  if (match === null) return undefined;
  const [, year, month, day, hour, minute, second] = match;
  const iso = `${year}-${month}-${day}T${hour}:${minute}:${second}Z`;
  const date = new Date(iso);
  // Date accepts 30 February as a day in March.
  const exists = !Number.isNaN(date.getTime()) && date.toISOString().startsWith(iso.slice(0, 10));
  return exists ? date : undefined;
}

/** Parses an HTTP date; returns `undefined` for anything else. */
export function parseHttpDate(text: string): Date | undefined {
  const date = new Date(text);
  return /GMT$/.test(text) && !Number.isNaN(date.getTime()) ? date : undefined;
}
