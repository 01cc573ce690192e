import type { OssRequest } from '@ossferry/contract';
import { configError } from '../config-error.ts';
import { checkNames, loneSurrogate, notUtf8, quote } from './check-names.ts';

/**
 * Refuses what OSS would refuse or what cannot be signed: bucket and object names by OSS's naming rules, text that has no
 * UTF-8 form, header values that do not survive the way.
 */
export function checkRequest(request: OssRequest): void {
  checkNames(request);
  for (const [name, value] of request.query) {
    if (loneSurrogate.test(`${name}=${value}`)) throw notUtf8('query', 'InvalidParameter');
  }
  for (const name of Object.keys(request.headers)) checkHeader(name, request.headers[name]);
}

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
