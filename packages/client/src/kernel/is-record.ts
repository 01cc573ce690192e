/** Returns whether a value is a plain object: not an array, `Date`, `Map` or `Headers`, whose contents would be lost. */
export function isRecord(value: unknown): boolean {
  return Object.prototype.toString.call(value) === '[object Object]';
}
