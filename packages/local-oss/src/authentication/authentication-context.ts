import type { AccountOptions } from '../options/account-options.ts';
import type { OssRequest } from '../protocol/oss-request.ts';
import type { Target } from '../routing/route-request.ts';

/** The input of signature verification. */
export interface AuthenticationContext {
  readonly request: OssRequest;
  readonly target: Target;
  readonly accounts: ReadonlyMap<string, AccountOptions>;
  readonly now: Date;
}
