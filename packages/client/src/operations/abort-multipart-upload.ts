import type { OssRequest } from '@ossferry/contract';
import { defineOperation, type ObjectInput } from './build-request.ts';
import { requireUploadId } from './check-part.ts';

/** What to give up: an upload, with all its parts. */
export interface AbortMultipartUploadInput extends ObjectInput {
  readonly uploadId: string;
  /** `requester` for a bucket whose requesters pay. */
  readonly requestPayer?: 'requester' | (string & {}) | undefined;
}

/** Builds an AbortMultipartUpload request, as OSS's page of that name has it. */
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
