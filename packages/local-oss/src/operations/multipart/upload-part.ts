import { invalidPartNumber } from '../../errors/multipart-errors.ts';
import type { OssResponse } from '../../server/oss-response.ts';
import { type QueryParameter, queryValue } from '../../server/query.ts';
import type { Operation, OperationContext } from '../operation.ts';
import { receiveBody } from '../receive-body.ts';
import { findUpload } from './find-upload.ts';

/** @see https://www.alibabacloud.com/help/en/oss/developer-reference/uploadpart */
export const uploadPart: Operation = { name: 'UploadPart', permission: 'write', run: runUploadPart };

async function runUploadPart(context: OperationContext): Promise<OssResponse> {
  const partNumber = readPartNumber(context.request.query);
  findUpload(context);
  const content = await receiveBody(context);
  const etag = content.md5.toString('hex').toUpperCase();
  const part = {
    partNumber,
    lastModifiedMs: Math.floor(context.now.getTime() / 1000) * 1000,
    etag,
    crc64: String(content.crc64),
    sizeBytes: content.sizeBytes,
    segments: content.segments,
  };
  try {
    // Looked up again: other parts arrived while this one was coming in, or the upload has ended.
    const upload = findUpload(context);
    context.store.saveUpload(context.bucket.name, { ...upload, parts: { ...upload.parts, [partNumber]: part } });
  } catch (error) {
    context.store.discard(content.segments);
    throw error;
  }
  return {
    status: 200,
    headers: {
      etag: `"${etag}"`,
      'content-md5': content.md5.toString('base64'),
      'x-oss-hash-crc64ecma': part.crc64,
    },
  };
}

function readPartNumber(query: readonly QueryParameter[]): number {
  const text = queryValue(query, 'partNumber') ?? '';
  const partNumber = /^\d{1,5}$/.test(text) ? Number(text) : 0;
  if (partNumber < 1 || partNumber > MAXIMUM_PART_NUMBER) {
    throw invalidPartNumber(text);
  }
  return partNumber;
}

const MAXIMUM_PART_NUMBER = 10_000;
