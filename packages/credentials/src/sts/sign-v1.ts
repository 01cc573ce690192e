import { hmac } from '@noble/hashes/hmac.js';
import { sha1 } from '@noble/hashes/legacy.js';
import { percentEncode } from '@ossferry/contract';

export interface V1Signature {
  readonly signature: string;
  readonly stringToSign: string;
}

/**
 * Signs the parameters of an RPC request (query and form together) with signature version 1.0, HMAC-SHA1, as described on
 * the page "Request signatures (RPC)" of Alibaba Cloud's SDK documentation.
 */
export function signV1(method: string, parameters: Readonly<Record<string, string>>, secret: string): V1Signature {
  const canonicalQuery = encodeParameters(parameters);
  const stringToSign = `${method}&%2F&${percentEncode(canonicalQuery)}`;
  const digest = hmac(sha1, encoder.encode(`${secret}&`), encoder.encode(stringToSign));
  return { signature: btoa(String.fromCharCode(...digest)), stringToSign };
}

/** Encodes parameters, sorted by name, as a canonical query, which is also a valid form. */
export function encodeParameters(parameters: Readonly<Record<string, string>>): string {
  return Object.keys(parameters)
    .sort()
    .map((name) => `${percentEncode(name)}=${percentEncode(parameters[name] ?? '')}`)
    .join('&');
}

const encoder = new TextEncoder();
