import type { Query } from '@ossferry/contract';
import { encodeQueryText } from './encode-text.ts';
import { signError } from './sign-error.ts';

/**
 * Percent-encodes query parameters, in the given order: `name=value`, or `name` alone if the value is empty. Refuses
 * the parameters in `reserved`, which only the signature may set.
 */
export function encodeQuery(query: Query = [], reserved?: ReadonlySet<string>): string[] {
  return query.map(([name, value]) => {
    if (reserved?.has(name)) {
      throw signError('InvalidQuery', `The query parameter ${name} is set by the signature.`, 'Remove it.');
    }
    return value === '' ? encodeQueryText(name) : `${encodeQueryText(name)}=${encodeQueryText(value)}`;
  });
}
