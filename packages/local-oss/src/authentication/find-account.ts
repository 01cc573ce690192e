import {
  invalidAccessKeyId,
  invalidSecurityToken,
  securityTokenExpired,
  securityTokenOfOtherAccount,
} from '../errors/authentication-errors.ts';
import { invalidArgument } from '../errors/request-errors.ts';
import type { AccountOptions } from '../options/account-options.ts';
import { isSameText } from './is-same-text.ts';

/** The places where a token can be. */
export interface TokenPlaces {
  readonly inUrl: string | undefined;
  readonly inHeader: string | undefined;
}

/**
 * Finds the account of an access key ID and checks its token.
 *
 * @throws ServiceError InvalidAccessKeyId, InvalidSecurityToken, AccessKeyIdAndSecurityTokenNotMatch, SecurityTokenExpired
 */
export function findAccount(
  accessKeyId: string,
  token: TokenPlaces,
  accounts: ReadonlyMap<string, AccountOptions>,
  now: Date,
): AccountOptions {
  if (token.inUrl !== undefined && token.inHeader !== undefined) {
    throw invalidArgument(
      'The security token may be in the URL or in a header, not in both.',
      'x-oss-security-token',
      '',
      '0002-00000010',
    );
  }
  const account = accounts.get(accessKeyId);
  if (account === undefined) {
    throw invalidAccessKeyId(accessKeyId);
  }
  checkToken(account, token.inUrl ?? token.inHeader, accounts, now);
  return account;
}

function checkToken(
  account: AccountOptions,
  token: string | undefined,
  accounts: ReadonlyMap<string, AccountOptions>,
  now: Date,
): void {
  if (token === undefined) {
    if (account.securityToken !== undefined) {
      throw invalidAccessKeyId(account.accessKeyId, '0002-00000003');
    }
    return;
  }
  if (account.securityToken === undefined || !isSameText(token, account.securityToken)) {
    const ofOther = [...accounts.values()].some((other) => other.securityToken === token);
    throw ofOther ? securityTokenOfOtherAccount() : invalidSecurityToken();
  }
  if (account.expiration !== undefined && account.expiration.getTime() <= now.getTime()) {
    throw securityTokenExpired();
  }
}
