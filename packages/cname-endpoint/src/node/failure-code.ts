/** Returns the code of an error (`ECONNREFUSED`) or, if it has none, its name (`TimeoutError`). */
export function failureCode(error: unknown): string {
  if (typeof error !== 'object' || error === null) return 'Unknown';
  if ('code' in error && typeof error.code === 'string') return error.code;
  return 'name' in error && typeof error.name === 'string' ? error.name : 'Unknown';
}
