import type { OssRequest, RequestBody } from '@ossferry/contract';
import { checkBody } from './check-body.ts';
import { checkPartNumber, requireUploadId } from './check-part.ts';
import { defineOperation, type ObjectInput } from './define-operation.ts';

/** A part of an upload: at least 100 KB, except for the last part. */
export interface UploadPartInput extends ObjectInput {
  /** 1 to 10 000. */
  readonly partNumber: number;
  readonly uploadId: string;
  /** MD5 of the part in base64. A signed header. */
  readonly contentMd5?: string | undefined;
  /** Size of the part in bytes. */
  readonly contentLength?: number | undefined;
  /** Bits per second, 819 200 to 838 860 800; in the query with `parameters: { 'x-oss-traffic-limit': … }`. */
  readonly trafficLimit?: number | undefined;
  readonly body?: RequestBody | undefined;
  /** `requester` if the requester pays for the bucket. */
  readonly requestPayer?: 'requester' | (string & {}) | undefined;
}

/**
 * Builds an UploadPart request. A presigned URL does not include the body.
 *
 * @see https://www.alibabacloud.com/help/en/oss/developer-reference/uploadpart
 */
export function uploadPart(input: UploadPartInput): OssRequest {
  checkPartNumber(input.partNumber);
  requireUploadId(input.uploadId);
  return build(input, checkBody(input.body));
}

const build = defineOperation<UploadPartInput>({
  name: 'UploadPart',
  method: 'PUT',
  queryFields: { partNumber: 'partNumber', uploadId: 'uploadId' },
  headerFields: {
    contentMd5: 'content-md5',
    contentLength: 'content-length',
    trafficLimit: 'x-oss-traffic-limit',
    requestPayer: 'x-oss-request-payer',
  },
});
