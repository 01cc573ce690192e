import type { OssRequest } from '@ossferry/contract';
import { defineOperation, type ObjectInput } from './define-operation.ts';

/** The object, its version, and conditions. */
export interface HeadObjectInput extends ObjectInput {
  readonly versionId?: string | undefined;
  /** ETag that the object must have; otherwise 412. */
  readonly ifMatch?: string | undefined;
  /** ETag that the object must not have; otherwise 304. */
  readonly ifNoneMatch?: string | undefined;
  /** HTTP date; 304 if the object has not changed since. */
  readonly ifModifiedSince?: string | undefined;
  /** HTTP date; 412 if the object has changed since. */
  readonly ifUnmodifiedSince?: string | undefined;
  /** `requester` if the requester pays for the bucket. A signed header. */
  readonly requestPayer?: 'requester' | (string & {}) | undefined;
}

/**
 * Builds a HeadObject request.
 *
 * @see https://www.alibabacloud.com/help/en/oss/developer-reference/headobject
 */
export function headObject(input: HeadObjectInput): OssRequest {
  return build(input);
}

const build = defineOperation<HeadObjectInput>({
  name: 'HeadObject',
  method: 'HEAD',
  queryFields: { versionId: 'versionId' },
  headerFields: {
    ifMatch: 'if-match',
    ifNoneMatch: 'if-none-match',
    ifModifiedSince: 'if-modified-since',
    ifUnmodifiedSince: 'if-unmodified-since',
    requestPayer: 'x-oss-request-payer',
  },
});
