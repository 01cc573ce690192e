import { accountForbidden, anonymousForbidden, requesterMustPay, userDisable } from '../errors/permission-errors.ts';
import type { AccountOptions, Permission } from '../options/account-options.ts';
import type { Bucket } from '../options/bucket.ts';
import type { OssRequest } from '../protocol/oss-request.ts';

/** The input of `checkPermission`. */
export interface PermissionCheck {
  readonly request: OssRequest;
  readonly bucket: Bucket;
  /** `undefined` for an anonymous request. */
  readonly account: AccountOptions | undefined;
  /** The permission that the operation requires. */
  readonly permission: Permission;
}

/**
 * Checks that the account, or an anonymous user, may perform an operation on the bucket.
 *
 * @throws ServiceError AccessDenied, UserDisable
 */
export function checkPermission({ request, bucket, account, permission }: PermissionCheck): void {
  if (account === undefined) {
    if (bucket.acl !== 'public-read' || permission !== 'read') throw anonymousForbidden();
  } else {
    if (account.disabled === true) throw userDisable(bucket.name);
    const mayUseBucket = account.buckets?.includes(bucket.name) ?? true;
    if (!mayUseBucket || !(account.permissions?.includes(permission) ?? true)) throw accountForbidden();
  }
  // Anonymous requests cannot be charged.
  const isPaid = account !== undefined && request.headers.get('x-oss-request-payer') === 'requester';
  if (bucket.requestPayer === 'Requester' && !isPaid) throw requesterMustPay(bucket.name);
}
