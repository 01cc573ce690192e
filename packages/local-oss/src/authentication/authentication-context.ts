import type { AccountOptions } from '../options/account-options.ts';
import type { OssRequest } from '../server/oss-request.ts';
import type { Target } from '../server/route-request.ts';

/** What a verifier needs besides the signature. */
export interface AuthenticationContext {
  readonly request: OssRequest;
  readonly target: Target;
  readonly accounts: ReadonlyMap<string, AccountOptions>;
  readonly now: Date;
}
