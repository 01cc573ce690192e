import { percentEncode } from '../authentication/percent-encode.ts';
import { invalidArgument } from '../errors/request-errors.ts';
import { type QueryParameter, queryValue } from '../server/query.ts';
import type { XmlElement } from '../server/xml.ts';

/** How an answer writes keys. */
export interface KeyEncoder {
  /** The element that tells the client; absent when keys are written plainly. */
  readonly encodingType: XmlElement | undefined;
  readonly encode: (text: string) => string;
}

/**
 * Follows `encoding-type=url`, by which clients ask for percent-encoded keys because XML cannot hold every character.
 *
 * @throws ServiceError InvalidArgument for another value
 */
export function keyEncoder(query: readonly QueryParameter[]): KeyEncoder {
  const asked = queryValue(query, 'encoding-type');
  if (asked === undefined || asked === '') {
    return { encodingType: undefined, encode: (text) => text };
  }
  if (asked !== 'url') {
    throw invalidArgument('Invalid Encoding Method specified in Request', 'encoding-type', asked);
  }
  return { encodingType: ['EncodingType', 'url'], encode: percentEncode };
}
