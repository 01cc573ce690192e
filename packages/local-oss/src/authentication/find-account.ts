import {
  invalidAccessKeyId,
  invalidSecurityToken,
  securityTokenExpired,
  securityTokenOfOtherAccount,
} from '../errors/authentication-errors.ts';
import { invalidArgument } from '../errors/request-errors.ts';
import type { AccountOptions } from '../options/account-options.ts';
import type { AuthenticationContext } from './authentication-context.ts';
import { constantTimeEqual } from './constant-time-equal.ts';

/**
 * Finds the account of an access key ID and checks the security token, from the URL or from the header.
 *
 * @throws ServiceError InvalidAccessKeyId, InvalidSecurityToken, AccessKeyIdAndSecurityTokenNotMatch, SecurityTokenExpired
 */
export function findAccount(
  { request, accounts, now }: AuthenticationContext,
  accessKeyId: string,
  urlToken?: string,
): AccountOptions {
  const headerToken = request.headers.get('x-oss-security-token');
  if (urlToken !== undefined && headerToken !== undefined) {
    throw invalidArgument(
      'The security token must be either in the URL or in a header, not in both.',
      'x-oss-security-token',
      '',
      '0002-00000010',
    );
  }
  const account = accounts.get(accessKeyId);
  if (account === undefined) throw invalidAccessKeyId(accessKeyId);
  checkToken(account, urlToken ?? headerToken, accounts, now);
  return account;
}

function checkToken(
  account: AccountOptions,
  token: string | undefined,
  accounts: ReadonlyMap<string, AccountOptions>,
  now: Date,
): void {
  if (token === undefined) {
    if (account.securityToken !== undefined) throw invalidAccessKeyId(account.accessKeyId, '0002-00000003');
    return;
  }
  if (account.securityToken === undefined || !constantTimeEqual(token, account.securityToken)) {
    const isOfOtherAccount = [...accounts.values()].some((other) => other.securityToken === token);
    throw isOfOtherAccount ? securityTokenOfOtherAccount() : invalidSecurityToken();
  }
  if (account.expiration !== undefined && account.expiration.getTime() <= now.getTime()) throw securityTokenExpired();
}
