import { accessDenied, requestExpired } from '../../errors/authentication-errors.ts';
import type { AccountOptions } from '../../options/account-options.ts';
import { queryValue } from '../../protocol/query.ts';
import type { AuthenticationContext } from '../authentication-context.ts';
import { findAccount } from '../find-account.ts';
import { checkSignatureV1 } from './check-signature-v1.ts';

/**
 * Verifies a V1 presigned URL. The first value of a repeated parameter counts; expiration is checked before the signature.
 *
 * @throws ServiceError
 */
export function verifyV1Url(context: AuthenticationContext): AccountOptions {
  const { request, target, now } = context;
  const expires = requireParameter(context, 'Expires', '0002-00000067');
  const accessKeyId = requireParameter(context, 'OSSAccessKeyId', '0002-00000071');
  const signature = requireParameter(context, 'Signature', '0002-00000074');
  if (expires === '') throw accessDenied('The query parameter Expires is empty.', '0002-00000068');
  if (!/^\d{1,12}$/.test(expires)) {
    throw accessDenied('The query parameter Expires is not a number of seconds.', '0002-00000070');
  }
  const expiry = new Date(Number(expires) * 1000);
  if (now.getTime() > expiry.getTime()) throw requestExpired(expiry, now, '0002-00000069');
  const account = findAccount(context, accessKeyId, queryValue(request.query, 'security-token'));
  checkSignatureV1(
    { request, target, date: expires, accessKeySecret: account.accessKeySecret },
    signature,
    account.accessKeyId,
  );
  return account;
}

function requireParameter({ request }: AuthenticationContext, name: string, ec: string): string {
  const value = queryValue(request.query, name);
  if (value === undefined) {
    throw accessDenied('Query-string authentication requires the Signature, Expires and OSSAccessKeyId parameters', ec);
  }
  return value;
}
