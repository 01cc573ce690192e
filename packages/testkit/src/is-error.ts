import { types } from 'node:util';

/** Whether a value is an error, also of another realm: in Jest, Node's own errors are instances of another `Error`. */
export function isError(value: unknown): value is Error {
  return value instanceof Error || types.isNativeError(value);
}
