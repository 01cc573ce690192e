import { preconditionFailed } from '../errors/object-errors.ts';
import { parseHttpDate } from '../protocol/parse-date.ts';
import type { StoredObject } from '../store/stored-object.ts';

/**
 * Evaluates `If-Match`, `If-Unmodified-Since`, `If-None-Match` and `If-Modified-Since`. Invalid dates are ignored.
 *
 * @returns `not-modified` if the response is 304
 * @throws ServiceError PreconditionFailed (412)
 */
export function checkConditions(headers: ReadonlyMap<string, string>, object: StoredObject): 'send' | 'not-modified' {
  const ifMatch = headers.get('if-match');
  if (ifMatch !== undefined && !matchesEtag(ifMatch, object.etag)) throw preconditionFailed('If-Match');
  const unmodifiedSince = readDateMs(headers.get('if-unmodified-since'));
  if (unmodifiedSince !== undefined && unmodifiedSince < object.lastModifiedMs) {
    throw preconditionFailed('If-Unmodified-Since');
  }
  const ifNoneMatch = headers.get('if-none-match');
  if (ifNoneMatch !== undefined) return matchesEtag(ifNoneMatch, object.etag) ? 'not-modified' : 'send';
  const modifiedSince = readDateMs(headers.get('if-modified-since'));
  return modifiedSince !== undefined && modifiedSince >= object.lastModifiedMs ? 'not-modified' : 'send';
}

function matchesEtag(condition: string, etag: string): boolean {
  const candidates = condition.split(',').map((candidate) => candidate.trim().replace(/^"(.*)"$/, '$1'));
  return candidates.includes('*') || candidates.includes(etag);
}

function readDateMs(value: string | undefined): number | undefined {
  return value === undefined ? undefined : parseHttpDate(value)?.getTime();
}
