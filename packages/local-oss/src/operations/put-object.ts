import { fileAlreadyExists } from '../errors/object-errors.ts';
import { notImplemented } from '../errors/request-errors.ts';
import type { OssResponse } from '../server/oss-response.ts';
import { addVersion, overwritesObject } from './add-version.ts';
import { versionHeaders } from './object-headers.ts';
import type { Operation, OperationContext } from './operation.ts';
import { readDescription } from './read-description.ts';
import { receiveBody } from './receive-body.ts';

/** @see https://www.alibabacloud.com/help/en/oss/developer-reference/putobject */
export const putObject: Operation = { name: 'PutObject', permission: 'write', run: runPutObject };

async function runPutObject(context: OperationContext): Promise<OssResponse> {
  const { headers } = context.request;
  if (headers.has('x-oss-copy-source')) {
    throw notImplemented('CopyObject');
  }
  const isForbidden = (): boolean => headers.get('x-oss-forbid-overwrite') === 'true' && overwritesObject(context);
  if (isForbidden()) {
    throw fileAlreadyExists();
  }
  const content = await receiveBody(context);
  // Again: another upload may have finished while this one was coming in.
  if (isForbidden()) {
    context.store.discard(content.segments);
    throw fileAlreadyExists();
  }
  const etag = content.md5.toString('hex').toUpperCase();
  const contentMd5 = content.md5.toString('base64');
  const crc64 = String(content.crc64);
  const versionId = addVersion(context, {
    type: 'object',
    objectType: 'Normal',
    ...readDescription(headers),
    etag,
    contentMd5,
    crc64,
    sizeBytes: content.sizeBytes,
    segments: content.segments,
  });
  return {
    status: 200,
    headers: {
      etag: `"${etag}"`,
      'content-md5': contentMd5,
      'x-oss-hash-crc64ecma': crc64,
      ...versionHeaders(versionId, context.bucket),
    },
  };
}
