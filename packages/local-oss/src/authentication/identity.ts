import type { AccountOptions } from '../options/account-options.ts';

/** Who sends a request, once the signature has been verified. */
export type Identity = AnonymousIdentity | SignedIdentity;

/** The request carries no signature. */
export interface AnonymousIdentity {
  readonly type: 'anonymous';
}

/** The request carries a valid signature of this account. */
export interface SignedIdentity {
  readonly type: 'account';
  readonly account: AccountOptions;
}
