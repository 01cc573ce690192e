import { invalidArgument } from '../errors/request-errors.ts';
import { percentEncode } from '../protocol/percent-encoding.ts';
import { type QueryParameter, queryValue } from '../protocol/query.ts';
import type { XmlElement } from '../protocol/xml.ts';

/** Writes keys in a response. */
export interface KeyEncoder {
  /** The element that reports the encoding; absent if keys are not encoded. */
  readonly encodingType: XmlElement | undefined;
  readonly encode: (text: string) => string;
}

/**
 * Reads `encoding-type`. With `url`, keys are percent-encoded, because XML does not allow every character.
 *
 * @throws ServiceError InvalidArgument for other values
 */
export function keyEncoder(query: readonly QueryParameter[]): KeyEncoder {
  const encodingType = queryValue(query, 'encoding-type');
  if (encodingType === undefined || encodingType === '') return { encodingType: undefined, encode: (text) => text };
  if (encodingType !== 'url') {
    throw invalidArgument('Invalid Encoding Method specified in Request', 'encoding-type', encodingType);
  }
  return { encodingType: ['EncodingType', 'url'], encode: percentEncode };
}
