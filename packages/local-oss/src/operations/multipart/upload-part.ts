import { invalidPartNumber } from '../../errors/multipart-errors.ts';
import type { OssResponse } from '../../protocol/oss-response.ts';
import { type QueryParameter, queryValue } from '../../protocol/query.ts';
import type { Operation, OperationContext } from '../operation.ts';
import { receiveBody } from '../receive-body.ts';
import { findUpload } from './find-upload.ts';

/** @see https://www.alibabacloud.com/help/en/oss/developer-reference/uploadpart */
export const uploadPart: Operation = { permission: 'write', run: runUploadPart };

async function runUploadPart(context: OperationContext): Promise<OssResponse> {
  const partNumber = readPartNumber(context.request.query);
  findUpload(context);
  const { contentMd5, ...content } = await receiveBody(context);
  const part = { partNumber, lastModifiedMs: Math.floor(context.now.getTime() / 1000) * 1000, ...content };
  try {
    // Looked up again: in the meantime, other parts may have arrived, or the upload may have ended.
    const upload = findUpload(context);
    context.store.saveUpload(context.bucket.name, { ...upload, parts: { ...upload.parts, [partNumber]: part } });
  } catch (error) {
    context.store.discard(content.segments);
    throw error;
  }
  return {
    status: 200,
    headers: {
      etag: `"${part.etag}"`,
      'content-md5': contentMd5,
      'x-oss-hash-crc64ecma': part.crc64,
    },
  };
}

function readPartNumber(query: readonly QueryParameter[]): number {
  const text = queryValue(query, 'partNumber') ?? '';
  const partNumber = /^\d{1,5}$/.test(text) ? Number(text) : 0;
  if (partNumber < 1 || partNumber > maxPartNumber) throw invalidPartNumber(text);
  return partNumber;
}

const maxPartNumber = 10_000;
