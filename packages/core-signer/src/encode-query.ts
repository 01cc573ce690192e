import type { Query } from '@ossferry/contract';
import { encodeQueryText } from './encode-text.ts';
import { refusal } from './refusal.ts';

/**
 * Percent-encodes the caller's query in its order: `name=value` each, the bare name when the value is empty. Refuses
 * parameters in `reserved`, which only the signature may set.
 */
export function encodeQuery(query: Query = [], reserved?: ReadonlySet<string>): string[] {
  return query.map(([name, value]) => {
    if (reserved?.has(name)) {
      throw refusal('InvalidQuery', `The query parameter ${name} belongs to the signature.`, 'Sign without it.');
    }
    return value === '' ? encodeQueryText(name) : `${encodeQueryText(name)}=${encodeQueryText(value)}`;
  });
}
