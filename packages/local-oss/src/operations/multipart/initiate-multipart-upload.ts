import { randomBytes } from 'node:crypto';
import { type OssResponse, xmlResponse } from '../../protocol/oss-response.ts';
import { formatXml } from '../../protocol/xml.ts';
import { keyEncoder } from '../key-encoder.ts';
import type { Operation, OperationContext } from '../operation.ts';
import { readDescription } from '../read-description.ts';

/** @see https://www.alibabacloud.com/help/en/oss/developer-reference/initiatemultipartupload */
export const initiateMultipartUpload: Operation = {
  permission: 'write',
  run: runInitiateMultipartUpload,
};

function runInitiateMultipartUpload({ request, bucket, key, store }: OperationContext): OssResponse {
  const uploadId = randomBytes(16).toString('hex').toUpperCase();
  store.saveUpload(bucket.name, {
    uploadId,
    key,
    description: readDescription(request.headers),
    forbidOverwrite: request.headers.get('x-oss-forbid-overwrite') === 'true',
    parts: {},
  });
  const { encodingType, encode } = keyEncoder(request.query);
  const xml = formatXml([
    'InitiateMultipartUploadResult',
    [encodingType, ['Bucket', bucket.name], ['Key', encode(key)], ['UploadId', uploadId]],
  ]);
  return xmlResponse(200, xml);
}
