import { type OssResponse, xmlResponse } from '../../protocol/oss-response.ts';
import { queryValue } from '../../protocol/query.ts';
import { formatXml, type XmlElement } from '../../protocol/xml.ts';
import { keyEncoder } from '../key-encoder.ts';
import type { Operation, OperationContext } from '../operation.ts';
import { readLimit } from '../read-limit.ts';
import { findUpload } from './find-upload.ts';

/** @see https://www.alibabacloud.com/help/en/oss/developer-reference/listparts */
export const listParts: Operation = { permission: 'read', run: runListParts };

function runListParts(context: OperationContext): OssResponse {
  const { query } = context.request;
  const upload = findUpload(context);
  const marker = Number(queryValue(query, 'part-number-marker') ?? '0') || 0;
  const maximum = readLimit(query, 'max-parts', { fallback: 1000, maximum: 1000 });
  const following = Object.values(upload.parts).filter((part) => part.partNumber > marker);
  const page = following.slice(0, maximum);
  const { encodingType, encode } = keyEncoder(query);
  const elements: (XmlElement | undefined)[] = page.map((part) => [
    'Part',
    [
      ['PartNumber', part.partNumber],
      ['LastModified', new Date(part.lastModifiedMs).toISOString()],
      ['ETag', `"${part.etag}"`],
      ['HashCrc64ecma', part.crc64],
      ['Size', part.sizeBytes],
    ],
  ]);
  const xml = formatXml([
    'ListPartsResult',
    [
      encodingType,
      ['Bucket', context.bucket.name],
      ['Key', encode(upload.key)],
      ['UploadId', upload.uploadId],
      ['StorageClass', upload.description.storageClass],
      ['PartNumberMarker', marker],
      ['NextPartNumberMarker', page.at(-1)?.partNumber ?? marker],
      ['MaxParts', maximum],
      ['IsTruncated', page.length < following.length],
      ...elements,
    ],
  ]);
  return xmlResponse(200, xml);
}
