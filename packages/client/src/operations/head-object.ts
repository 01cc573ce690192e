import type { OssRequest } from '@ossferry/contract';
import { defineOperation, type ObjectInput } from './build-request.ts';

/** What to ask about: the object, its version, and conditions. */
export interface HeadObjectInput extends ObjectInput {
  readonly versionId?: string | undefined;
  /** ETag that the object must have; 412 otherwise. */
  readonly ifMatch?: string | undefined;
  /** ETag that the object must not have; 304 otherwise. */
  readonly ifNoneMatch?: string | undefined;
  /** HTTP date; 304 when the object has not changed since. */
  readonly ifModifiedSince?: string | undefined;
  /** HTTP date; 412 when the object has changed since. */
  readonly ifUnmodifiedSince?: string | undefined;
  /** `requester` for a bucket whose requesters pay. A signed header. */
  readonly requestPayer?: 'requester' | (string & {}) | undefined;
}

/** Builds a HeadObject request, as OSS's page "HeadObject" has it. */
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
