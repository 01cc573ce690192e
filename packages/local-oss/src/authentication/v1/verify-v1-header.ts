import { invalidAuthorization, missingDate } from '../../errors/authentication-errors.ts';
import type { AccountOptions } from '../../options/account-options.ts';
import { parseHttpDate } from '../../protocol/parse-date.ts';
import type { AuthenticationContext } from '../authentication-context.ts';
import { checkSkew } from '../check-skew.ts';
import { findAccount } from '../find-account.ts';
import { checkSignatureV1 } from './check-signature-v1.ts';

/**
 * Verifies an `Authorization: OSS AccessKeyId:Signature` header.
 *
 * @throws ServiceError
 */
export function verifyV1Header(context: AuthenticationContext, authorization: string): AccountOptions {
  const { request, target, now } = context;
  const match = /^OSS ([^:\s]+):(\S+)$/.exec(authorization);
  if (match === null) throw invalidAuthorization();
  const [, accessKeyId = '', signature = ''] = match;
  const date = request.headers.get('x-oss-date') ?? request.headers.get('date');
  const parsed = date === undefined ? undefined : parseHttpDate(date);
  if (date === undefined || parsed === undefined) throw missingDate();
  checkSkew(parsed, now);
  const account = findAccount(context, accessKeyId);
  checkSignatureV1({ request, target, date, accessKeySecret: account.accessKeySecret }, signature, account.accessKeyId);
  return account;
}
