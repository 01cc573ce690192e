import { encodeKey, percentEncode } from '@ossferry/contract';
import { signError } from './sign-error.ts';

/** Percent-encodes an object name for the path; `/` stays. Refuses text with a lone surrogate, which has no UTF-8 form. */
export function encodeObjectName(key: string): string {
  return encodeOrRefuse(encodeKey, key, 'object name', 'InvalidObjectName');
}

/** Percent-encodes a name or value of the query. Refuses text with a lone surrogate, which has no UTF-8 form. */
export function encodeQueryText(text: string): string {
  return encodeOrRefuse(percentEncode, text, 'query', 'InvalidQuery');
}

function encodeOrRefuse(encode: (text: string) => string, text: string, what: string, code: string): string {
  try {
    return encode(text);
  } catch {
    throw signError(code, `The ${what} has half a surrogate pair.`, 'Check where it was cut.');
  }
}
