import { createHash } from 'node:crypto';
import { combineCrc64 } from '../../checksums/combine-crc64.ts';
import { fileAlreadyExists } from '../../errors/object-errors.ts';
import { malformedXml } from '../../errors/request-errors.ts';
import { type OssResponse, xmlResponse } from '../../protocol/oss-response.ts';
import { formatXml } from '../../protocol/xml.ts';
import type { UploadedPart } from '../../store/stored-object.ts';
import { addVersion, overwritesObject } from '../add-version.ts';
import { keyEncoder } from '../key-encoder.ts';
import { versionHeaders } from '../object-headers.ts';
import type { Operation, OperationContext } from '../operation.ts';
import { findUpload } from './find-upload.ts';
import { selectParts } from './select-parts.ts';

/** @see https://www.alibabacloud.com/help/en/oss/developer-reference/completemultipartupload */
export const completeMultipartUpload: Operation = {
  permission: 'write',
  run: runCompleteMultipartUpload,
};

async function runCompleteMultipartUpload(context: OperationContext): Promise<OssResponse> {
  const { request, bucket, key, store } = context;
  findUpload(context);
  const xml = await readText(context.body);
  // Looked up again after the body, because the upload may have changed. The rest is synchronous.
  const upload = findUpload(context);
  const parts = selectParts(upload, xml, request.headers.get('x-oss-complete-all') === 'yes');
  const forbidOverwrite = upload.forbidOverwrite || request.headers.get('x-oss-forbid-overwrite') === 'true';
  if (forbidOverwrite && overwritesObject(context)) throw fileAlreadyExists();
  const etag = multipartEtag(parts);
  const crc64 = String(parts.reduce((crc, part) => combineCrc64(crc, BigInt(part.crc64), part.sizeBytes), 0n));
  const segments = parts.flatMap((part) => part.segments);
  const versionId = addVersion(context, {
    type: 'object',
    objectType: 'Multipart',
    ...upload.description,
    etag,
    crc64,
    sizeBytes: parts.reduce((total, part) => total + part.sizeBytes, 0),
    segments,
  });
  store.removeUpload(bucket.name, upload.uploadId, segments);
  const { encodingType, encode } = keyEncoder(request.query);
  const result = formatXml([
    'CompleteMultipartUploadResult',
    [
      encodingType,
      ['Location', `http://${request.hostAndPort}${request.rawPath}`],
      ['Bucket', bucket.name],
      ['Key', encode(key)],
      ['ETag', `"${etag}"`],
    ],
  ]);
  return xmlResponse(200, result, {
    etag: `"${etag}"`,
    'x-oss-hash-crc64ecma': crc64,
    ...versionHeaders(versionId, bucket),
  });
}

/** The MD5 of the parts' MD5s, and the number of parts. */
function multipartEtag(parts: readonly UploadedPart[]): string {
  const md5 = createHash('md5');
  for (const part of parts) md5.update(part.etag, 'hex');
  return `${md5.digest('hex').toUpperCase()}-${parts.length}`;
}

async function readText(body: AsyncIterable<Uint8Array>): Promise<string> {
  const chunks: Uint8Array[] = [];
  let sizeBytes = 0;
  for await (const chunk of body) {
    sizeBytes += chunk.length;
    if (sizeBytes > maxXmlBytes) throw malformedXml();
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

/** 10,000 parts need about 1 MB. */
const maxXmlBytes = 8 * 1024 * 1024;
