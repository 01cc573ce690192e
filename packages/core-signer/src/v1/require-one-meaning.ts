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
      'With V1 the URL would be good for another request too: the object name has a parameter of OSS behind a "?".',
      'Sign it with V4.',
    );
  }
  for (const [name, value] of query) {
    if (!isSubResource(name) || !holdsSubResource(value, /[?&]([^?=&]*)/g)) continue;
    throw refusal(
      'InvalidQuery',
      `With V1 the URL would be good for another request too: the value of ${name} holds another parameter of OSS.`,
      'Sign it with V4.',
    );
  }
}

function holdsSubResource(text: string, pattern: RegExp): boolean {
  return [...text.matchAll(pattern)].some(([, name = '']) => isSubResource(name));
}
