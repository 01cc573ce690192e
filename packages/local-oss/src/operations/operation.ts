import type { Identity } from '../authentication/identity.ts';
import type { Permission } from '../options/account-options.ts';
import type { Bucket } from '../server/bucket.ts';
import type { OssRequest } from '../server/oss-request.ts';
import type { OssResponse } from '../server/oss-response.ts';
import type { ObjectStore } from '../store/object-store.ts';

/** One operation of OSS. */
export interface Operation {
  /** The name that OSS gives it. */
  readonly name: string;
  readonly permission: Permission;
  /** Answers a request that may do this; throws a ServiceError to refuse it. */
  readonly run: (context: OperationContext) => Promise<OssResponse> | OssResponse;
}

/** What an operation works with. */
export interface OperationContext {
  readonly request: OssRequest;
  readonly bucket: Bucket;
  /** Empty for operations on the bucket. */
  readonly key: string;
  readonly identity: Identity;
  readonly store: ObjectStore;
  /** The request body. */
  readonly body: AsyncIterable<Uint8Array>;
  /** When the request arrived. */
  readonly now: Date;
}
