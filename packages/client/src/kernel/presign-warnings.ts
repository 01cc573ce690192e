import type { Credentials, HeaderMap, OssRequest } from '@ossferry/contract';
import { hasDotSegment } from '../transport/check-fetchable.ts';
import { documentedKeyBytes, keyBytes } from './check-names.ts';

export interface SignedParts {
  readonly request: OssRequest;
  readonly url: string;
  readonly signedHeaders: HeaderMap;
  readonly credentials: Credentials | null;
}

/** Says what will surprise whoever uses the URL, one sentence each. */
export function presignWarnings({ request, url, signedHeaders, credentials }: SignedParts): readonly string[] {
  const { key = '', headers, query, body } = request;
  const warnings: string[] = [];
  if (credentials === null) {
    warnings.push('There are no credentials, so the URL is not signed: it opens only what is public.');
  } else if (credentials.securityToken !== undefined && credentials.expiration === undefined) {
    warnings.push('The URL ends with its security token, and the source of the credentials does not say when that is.');
  }
  if (url.startsWith('http:') && !loopback.test(url)) {
    warnings.push('The URL goes over http: whoever sees the traffic can use it too.');
  }
  if (query.some(([name]) => name === 'response-content-type')) {
    warnings.push(
      'OSS refuses response-content-type today (EC 0017-00000902): set the type when the object is uploaded.',
    );
  }
  if (hasDotSegment(key)) {
    warnings.push('The key has a "." or ".." segment: browsers, fetch and many clients ask for another object.');
  }
  if (key.length * 3 > documentedKeyBytes && keyBytes(key) > documentedKeyBytes) {
    warnings.push(`The key is longer than the ${documentedKeyBytes} bytes that OSS documents.`);
  }
  const unsigned = Object.keys(headers).filter((name) => !Object.hasOwn(signedHeaders, name));
  if (unsigned.length > 0) {
    warnings.push(`Neither in the URL nor signed, so whoever uses the URL has to send them: ${unsigned.join(', ')}.`);
  }
  if (body !== undefined) warnings.push('The URL does not carry the body: whoever uses the URL sends it.');
  return warnings;
}

const loopback = /^http:\/\/(?:[^/]*\.)?(?:localhost|127\.\d+\.\d+\.\d+|\[::1\])(?::\d+)?(?:\/|$)/;
