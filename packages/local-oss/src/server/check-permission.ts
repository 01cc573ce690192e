import type { Identity } from '../authentication/identity.ts';
import { accountForbidden, anonymousForbidden, requesterMustPay, userDisable } from '../errors/permission-errors.ts';
import type { Permission } from '../options/account-options.ts';
import type { Bucket } from './bucket.ts';
import type { OssRequest } from './oss-request.ts';

/** What a request wants to do, and who wants it. */
export interface PermissionQuestion {
  readonly request: OssRequest;
  readonly bucket: Bucket;
  readonly identity: Identity;
  readonly permission: Permission;
}

/**
 * Decides whether a request may do what it wants.
 *
 * @throws ServiceError AccessDenied, UserDisable
 */
export function checkPermission({ request, bucket, identity, permission }: PermissionQuestion): void {
  if (identity.type === 'anonymous') {
    if (bucket.acl !== 'public-read' || permission !== 'read') {
      throw anonymousForbidden();
    }
  } else {
    const { account } = identity;
    if (account.disabled === true) {
      throw userDisable(bucket.name);
    }
    const mayUseBucket = account.buckets?.includes(bucket.name) ?? true;
    if (!mayUseBucket || !(account.permissions?.includes(permission) ?? true)) {
      throw accountForbidden();
    }
  }
  if (bucket.requestPayer === 'Requester' && !agreesToPay(request, identity)) {
    throw requesterMustPay(bucket.name);
  }
}

/** An anonymous request has nobody who could be charged. */
function agreesToPay(request: OssRequest, identity: Identity): boolean {
  return identity.type === 'account' && request.headers.get('x-oss-request-payer') === 'requester';
}
