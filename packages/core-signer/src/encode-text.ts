import { encodeKey, percentEncode } from '@ossferry/contract';
import { refusal } from './refusal.ts';

/** Percent-encodes an object name for the path; refuses one that has no UTF-8 form. */
export function encodeObjectName(key: string): string {
  try {
    return encodeKey(key);
  } catch {
    throw refusal(
      'InvalidKey',
      'The object name holds half of a surrogate pair, which has no UTF-8 form.',
      'Check where the name was cut or decoded.',
    );
  }
}

/** Percent-encodes a name or value of the query; refuses one that has no UTF-8 form. */
export function encodeQueryText(text: string): string {
  try {
    return percentEncode(text);
  } catch {
    throw refusal(
      'InvalidQuery',
      'A query parameter holds half of a surrogate pair, which has no UTF-8 form.',
      'Check where its value was cut or decoded.',
    );
  }
}
