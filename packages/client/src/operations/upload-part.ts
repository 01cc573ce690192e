import type { OssRequest, RequestBody } from '@ossferry/contract';
import { defineOperation, type ObjectInput } from './build-request.ts';
import { checkPartNumber, requireUploadId } from './check-part.ts';

/** What to send: a part of an upload, at least 100 KB unless it is the last. */
export interface UploadPartInput extends ObjectInput {
  /** 1 to 10 000. */
  readonly partNumber: number;
  readonly uploadId: string;
  /** MD5 of the part in base64. A signed header. */
  readonly contentMd5?: string | undefined;
  /** Size of the part in bytes. */
  readonly contentLength?: number | undefined;
  /** Bits per second, 819 200 to 838 860 800; in the query when given as `parameters: { 'x-oss-traffic-limit': … }`. */
  readonly trafficLimit?: number | undefined;
  readonly body?: RequestBody | undefined;
  /** `requester` for a bucket whose requesters pay. */
  readonly requestPayer?: 'requester' | (string & {}) | undefined;
}

/** Builds an UploadPart request, as OSS's page of that name has it. A URL made of it does not carry the body. */
export function uploadPart(input: UploadPartInput): OssRequest {
  checkPartNumber(input.partNumber);
  requireUploadId(input.uploadId);
  return build(input, input.body);
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
