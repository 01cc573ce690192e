import { invalidArgument } from '../errors/request-errors.ts';
import { type QueryParameter, queryValue } from '../protocol/query.ts';

/**
 * Reads a query parameter such as `max-keys`.
 *
 * @throws ServiceError InvalidArgument if it is not an integer from 1 to `maximum`
 */
export function readLimit(
  query: readonly QueryParameter[],
  name: string,
  { fallback, maximum }: { readonly fallback: number; readonly maximum: number },
): number {
  const text = queryValue(query, name);
  if (text === undefined || text === '') return fallback;
  const limit = /^\d{1,9}$/.test(text) ? Number(text) : 0;
  if (limit < 1 || limit > maximum) {
    throw invalidArgument(`Argument ${name} must be an integer between 1 and ${maximum}.`, name, text);
  }
  return limit;
}
