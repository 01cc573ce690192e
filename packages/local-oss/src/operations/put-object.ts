import { fileAlreadyExists } from '../errors/object-errors.ts';
import { notImplemented } from '../errors/request-errors.ts';
import type { OssResponse } from '../protocol/oss-response.ts';
import { addVersion, overwritesObject } from './add-version.ts';
import { versionHeaders } from './object-headers.ts';
import type { Operation, OperationContext } from './operation.ts';
import { readDescription } from './read-description.ts';
import { receiveBody } from './receive-body.ts';

/** @see https://www.alibabacloud.com/help/en/oss/developer-reference/putobject */
export const putObject: Operation = { permission: 'write', run: runPutObject };

async function runPutObject(context: OperationContext): Promise<OssResponse> {
  const { headers } = context.request;
  if (headers.has('x-oss-copy-source')) throw notImplemented('CopyObject');
  const isForbidden = (): boolean => headers.get('x-oss-forbid-overwrite') === 'true' && overwritesObject(context);
  if (isForbidden()) throw fileAlreadyExists();
  const content = await receiveBody(context);
  // Checked again: another upload may have completed in the meantime.
  if (isForbidden()) {
    context.store.discard(content.segments);
    throw fileAlreadyExists();
  }
  const versionId = addVersion(context, {
    type: 'object',
    objectType: 'Normal',
    ...readDescription(headers),
    ...content,
  });
  return {
    status: 200,
    headers: {
      etag: `"${content.etag}"`,
      'content-md5': content.contentMd5,
      'x-oss-hash-crc64ecma': content.crc64,
      ...versionHeaders(versionId, context.bucket),
    },
  };
}
