import { encodeKey, percentEncode } from '@ossferry/contract';
import { refusal } from './refusal.ts';

/** Percent-encodes an object name for the path; refuses one that has no UTF-8 form. */
export function encodeObjectName(key: string): string {
  return encodeOrRefuse(encodeKey, key, 'object name', 'InvalidObjectName');
}

/** Percent-encodes a name or value of the query; refuses one that has no UTF-8 form. */
export function encodeQueryText(text: string): string {
  return encodeOrRefuse(percentEncode, text, 'query', 'InvalidQuery');
}

function encodeOrRefuse(encode: (text: string) => string, text: string, what: string, code: string): string {
  try {
    return encode(text);
  } catch {
    throw refusal(code, `The ${what} holds half a surrogate pair.`, 'Check where it was cut.');
  }
}
