import type { OssRequest } from '@ossferry/contract';
import { configError } from '../config-error.ts';
import { checkNames, loneSurrogate, notUtf8, quote } from './check-names.ts';

/**
 * Refuses requests that OSS would refuse or that cannot be signed: invalid bucket and object names, text without a UTF-8
 * form, repeated parameters, and header values that are changed in transit.
 */
export function checkRequest(request: OssRequest): void {
  checkNames(request);
  checkQuery(request);
  for (const name of Object.keys(request.headers)) checkHeader(name, request.headers[name]);
}

function checkQuery({ query, headers }: OssRequest): void {
  if (query.length === 0) return;
  const names = new Set<unknown>();
  for (const [name, value] of query) {
    // OSS and the SDKs ignore a parameter without a name, or sign it.
    if (typeof name !== 'string' || name === '' || typeof value !== 'string') {
      throw configError('InvalidParameter', `The query parameter ${quote(name)} is empty or not a string.`);
    }
    if (loneSurrogate.test(`${name}=${value}`)) throw notUtf8('query', 'InvalidParameter');
    if (names.has(name)) {
      throw configError(
        'InvalidParameter',
        `The query has the parameter ${quote(name)} twice.`,
        'Remove one of them: OSS does not define which one it uses.',
      );
    }
    names.add(name);
  }
  if (names.has(trafficLimit) && Object.hasOwn(headers, trafficLimit)) {
    throw configError(
      'InvalidParameter',
      'The traffic limit is both in the query and in a header, which OSS refuses (EC 0004-00000501).',
      'Remove one of them.',
    );
  }
}

const trafficLimit = 'x-oss-traffic-limit';

const headerName = /^[a-z0-9!#$%&'*+.^_`|~-]+$/;
const headerValue = /^[\x21-\x7e](?:[\t\x20-\x7e]*[\x21-\x7e])?$/;

function checkHeader(name: string, value: unknown): void {
  if (headerName.test(name) && typeof value === 'string' && headerValue.test(value)) return;
  throw configError(
    'InvalidHeader',
    `The header ${quote(name)} cannot be sent: ${
      headerName.test(name)
        ? 'its value is empty, starts or ends with a space, or has a control or non-ASCII character'
        : 'header names must be lower-case tokens'
    }.`,
    'Omit it if it is empty; percent-encode other characters.',
  );
}
