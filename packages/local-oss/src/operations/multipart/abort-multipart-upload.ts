import type { OssResponse } from '../../protocol/oss-response.ts';
import type { Operation, OperationContext } from '../operation.ts';
import { findUpload } from './find-upload.ts';

/** @see https://www.alibabacloud.com/help/en/oss/developer-reference/abortmultipartupload */
export const abortMultipartUpload: Operation = {
  permission: 'write',
  run: runAbortMultipartUpload,
};

function runAbortMultipartUpload(context: OperationContext): OssResponse {
  context.store.removeUpload(context.bucket.name, findUpload(context).uploadId, []);
  return { status: 204, headers: {} };
}
