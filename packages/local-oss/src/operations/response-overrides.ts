import { invalidArgument, overrideByAnonymous, overrideOfContentType } from '../errors/request-errors.ts';
import type { AccountOptions } from '../options/account-options.ts';
import { isHeaderValue } from '../protocol/header-value.ts';
import type { OssRequest } from '../protocol/oss-request.ts';

/**
 * Reads the `response-*` parameters, with which a signed GET overrides response headers.
 *
 * @throws ServiceError InvalidRequest for anonymous requests and for `response-content-type`
 */
export function readResponseOverrides(
  request: OssRequest,
  account: AccountOptions | undefined,
): Record<string, string> {
  const overrides: Record<string, string> = {};
  for (const { name, value } of request.query) {
    const header = headerOf.get(name);
    if (header === undefined) continue;
    if (account === undefined) throw overrideByAnonymous();
    if (header === 'content-type') throw overrideOfContentType();
    if (!isHeaderValue(value)) throw invalidArgument('The value cannot be sent as a header.', name, value);
    overrides[header] = value;
  }
  return overrides;
}

const headerOf: ReadonlyMap<string, string> = new Map([
  ['response-cache-control', 'cache-control'],
  ['response-content-disposition', 'content-disposition'],
  ['response-content-encoding', 'content-encoding'],
  ['response-content-language', 'content-language'],
  ['response-content-type', 'content-type'],
  ['response-expires', 'expires'],
]);
