import type { HeaderMap, Query } from '@ossferry/contract';
import type { OssResponse } from '../response/read-response.ts';
import { decodePercent } from '../url/percent-decode.ts';
import type { SignedForm } from './signed-form.ts';

/** Reads the request that OSS received from the canonical request (V4) or string to sign (V1) in its error XML. */
export function readReceivedRequest(response: OssResponse | undefined): SignedForm | undefined {
  const { CanonicalRequest: canonicalRequest, StringToSign: stringToSign } = response?.details ?? {};
  if (canonicalRequest !== undefined) return readV4(canonicalRequest);
  if (stringToSign === undefined || stringToSign.startsWith('OSS4-HMAC-SHA256')) return undefined;
  return readV1(stringToSign);
}

function readV4(text: string): SignedForm | undefined {
  const lines = text.split('\n');
  const [method, resource, query] = lines;
  const additional = lines.at(-2) ?? '';
  if (method === undefined || resource === undefined || query === undefined || lines.length < 6) return undefined;
  return {
    method,
    ...splitResource(decodePercent(resource)),
    query: readQuery(query, decodePercent),
    headers: readHeaders(lines.slice(3, -2).filter((line) => line !== '')),
    additionalHeaders: additional.split(';').filter((name) => name !== ''),
  };
}

function readV1(text: string): SignedForm | undefined {
  const [method, md5, type, expires, ...rest] = text.split('\n');
  if (method === undefined || md5 === undefined || type === undefined || expires === undefined) return undefined;
  const isHeader = (line: string): boolean => /^x-oss-[^:]*:/.test(line);
  const headerCount = rest.findIndex((line) => !isHeader(line));
  const [resource = '', query = ''] = rest
    .slice(headerCount)
    .join('\n')
    .split(/\?(?=[^?]*$)(.*)/s, 2);
  const standard = { ...(md5 !== '' && { 'content-md5': md5 }), ...(type !== '' && { 'content-type': type }) };
  return {
    method,
    ...splitResource(resource),
    query: [['Expires', expires], ...readQuery(query, (value) => value)],
    headers: { ...standard, ...readHeaders(rest.slice(0, headerCount)) },
    additionalHeaders: [],
  };
}

function splitResource(resource: string): { readonly bucket: string; readonly key: string } {
  const [, bucket = '', key = ''] = /^\/([^/]*)\/?(.*)$/s.exec(resource) ?? [];
  return { bucket, key };
}

function readQuery(text: string, decode: (text: string) => string): Query {
  return text
    .split('&')
    .filter((parameter) => parameter !== '')
    .map((parameter) => {
      const [name = '', value = ''] = parameter.split(/=(.*)/s, 2);
      return [decode(name), decode(value)] as const;
    });
}

function readHeaders(lines: readonly string[]): HeaderMap {
  return Object.fromEntries(lines.map((line) => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 1)]));
}
