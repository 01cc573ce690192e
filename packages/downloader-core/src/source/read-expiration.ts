/**
 * Returns when a presigned URL expires: V4 from `x-oss-date` and `x-oss-expires`, V1 from `Expires` (Unix seconds).
 * Returns `undefined` if the URL contains no valid expiration.
 */
export function readExpiration(url: string): Date | undefined {
  const parameters = new URLSearchParams(url.slice(url.indexOf('?') + 1));
  const started = parameters.get('x-oss-date');
  const lifetimeSeconds = Number(parameters.get('x-oss-expires') ?? Number.NaN);
  const endedAtSeconds = Number(parameters.get('Expires') ?? Number.NaN);
  if (started !== null && Number.isFinite(lifetimeSeconds)) {
    const parts = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(started);
    if (parts === null) return undefined;
    const [, year, month, day, hour, minute, second] = parts;
    return dateOf(Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`) + lifetimeSeconds * 1000);
  }
  return parameters.has('Signature') ? dateOf(endedAtSeconds * 1000) : undefined;
}

/** `undefined` for times outside the range of `Date`, and for invalid ones. */
function dateOf(milliseconds: number): Date | undefined {
  const date = new Date(milliseconds);
  return Number.isNaN(date.getTime()) ? undefined : date;
}
