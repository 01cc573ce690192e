import type { OssRequest } from '@ossferry/contract';
import { configError } from '../config-error.ts';
import { checkNames, loneSurrogate, notUtf8, quote } from './check-names.ts';

/**
 * Refuses what OSS would refuse or what cannot be signed: bucket and object names by OSS's naming rules, text that has no
 * UTF-8 form, parameters that are there twice, header values that do not survive the way.
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
    if (typeof name !== 'string' || typeof value !== 'string') {
      throw configError('InvalidParameter', `The parameter ${quote(name)} of the query is not text.`);
    }
    if (loneSurrogate.test(`${name}=${value}`)) throw notUtf8('query', 'InvalidParameter');
    if (names.has(name)) {
      throw configError(
        'InvalidParameter',
        `The parameter ${quote(name)} stands in the query twice.`,
        'Leave one of them out: OSS does not say which one counts.',
      );
    }
    names.add(name);
  }
  if (names.has(trafficLimit) && Object.hasOwn(headers, trafficLimit)) {
    throw configError(
      'InvalidParameter',
      'The traffic limit stands in the query and in a header, which OSS refuses (EC 0004-00000501).',
      'Give one of them.',
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
        ? 'its value is empty, starts or ends with a space, or holds a character outside of visible ASCII'
        : 'header names here are lower-case tokens'
    }.`,
    'Leave it out when empty; percent-encode other characters.',
  );
}
