import type { OssRequest } from '@ossferry/contract';
import { requireUploadId } from './check-part.ts';
import { defineOperation, type ObjectInput } from './define-operation.ts';

/** The upload to abort. OSS deletes its parts. */
export interface AbortMultipartUploadInput extends ObjectInput {
  readonly uploadId: string;
  /** `requester` if the requester pays for the bucket. */
  readonly requestPayer?: 'requester' | (string & {}) | undefined;
}

/**
 * Builds an AbortMultipartUpload request.
 *
 * @see https://www.alibabacloud.com/help/en/oss/developer-reference/abortmultipartupload
 */
export function abortMultipartUpload(input: AbortMultipartUploadInput): OssRequest {
  requireUploadId(input.uploadId);
  return build(input);
}

const build = defineOperation<AbortMultipartUploadInput>({
  name: 'AbortMultipartUpload',
  method: 'DELETE',
  queryFields: { uploadId: 'uploadId' },
  headerFields: { requestPayer: 'x-oss-request-payer' },
});
