import type { Query } from '@ossferry/contract';
import { signError } from '../sign-error.ts';
import { isSubResource } from './sub-resources.ts';

/**
 * Refuses a request whose V1 signature is also valid for another request. V1 signs names and values unencoded, so the
 * key `a?acl` has the same signature as the key `a` with the sub-resource `acl`, and its URL could be rewritten.
 */
export function requireUnambiguous(key: string, query: Query): void {
  if (containsSubResource(key, /\?([^?=&]*)/g)) {
    throw signError(
      'InvalidObjectName',
      'With V1, the URL would also allow another request: the object name has an OSS parameter after a "?".',
      'Sign it with V4.',
    );
  }
  for (const [name, value] of query) {
    if (!isSubResource(name) || !containsSubResource(value, /[?&]([^?=&]*)/g)) continue;
    throw signError(
      'InvalidQuery',
      `With V1, the URL would also allow another request: the value of ${name} has an OSS parameter.`,
      'Sign it with V4.',
    );
  }
}

function containsSubResource(text: string, pattern: RegExp): boolean {
  return [...text.matchAll(pattern)].some(([, name = '']) => isSubResource(name));
}
