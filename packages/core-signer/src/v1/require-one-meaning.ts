import type { Query } from '@ossferry/contract';
import { refusal } from '../refusal.ts';
import { isSubResource } from './sub-resources.ts';

/**
 * Refuses a request whose URL could be rewritten to ask for something else. V1 signs names and sub-resources as they
 * are, so the key `a?acl` has the signature of the key `a` with the sub-resource `acl`.
 */
export function requireOneMeaning(key: string, query: Query): void {
  if (holdsSubResource(key, /\?([^?=&]*)/g)) {
    throw refusal(
      'InvalidObjectName',
      'V1 would sign the end of the object name, behind a "?", as a query of its own.',
      'Sign it with V4.',
    );
  }
  for (const [name, value] of query) {
    if (!isSubResource(name) || !holdsSubResource(value, /[?&]([^?=&]*)/g)) continue;
    throw refusal('InvalidQuery', `V1 would sign the end of ${name} as a parameter of its own.`, 'Sign it with V4.');
  }
}

function holdsSubResource(text: string, pattern: RegExp): boolean {
  return [...text.matchAll(pattern)].some(([, name = '']) => isSubResource(name));
}
