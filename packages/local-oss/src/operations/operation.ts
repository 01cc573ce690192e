import type { AccountOptions, Permission } from '../options/account-options.ts';
import type { OssRequest } from '../protocol/oss-request.ts';
import type { OssResponse } from '../protocol/oss-response.ts';
import type { ObjectLocation } from './add-version.ts';

/** An operation of OSS. */
export interface Operation {
  /** The permission that it requires. */
  readonly permission: Permission;
  /** Performs the operation; throws a ServiceError for an error response. */
  readonly run: (context: OperationContext) => Promise<OssResponse> | OssResponse;
}

/** The input of an operation. The key is empty for operations on the bucket. */
export interface OperationContext extends ObjectLocation {
  readonly request: OssRequest;
  /** `undefined` for an anonymous request. */
  readonly account: AccountOptions | undefined;
  /** The request body. */
  readonly body: AsyncIterable<Uint8Array>;
}
