import { invalidObjectState } from '../errors/object-errors.ts';
import { acceptsGzip, gzipResponse } from '../protocol/gzip-response.ts';
import type { OssResponse } from '../protocol/oss-response.ts';
import type { StoredObject } from '../store/stored-object.ts';
import { checkConditions } from './check-conditions.ts';
import { objectHeaders, validatorHeaders, versionHeaders } from './object-headers.ts';
import type { Operation, OperationContext } from './operation.ts';
import { readResponseOverrides } from './response-overrides.ts';
import { selectRange } from './select-range.ts';
import { selectVersion } from './select-version.ts';

/** @see https://www.alibabacloud.com/help/en/oss/developer-reference/getobject */
export const getObject: Operation = { permission: 'read', run: runGetObject };

function runGetObject(context: OperationContext): OssResponse {
  const { request, bucket, account, store } = context;
  const overrides = readResponseOverrides(request, account);
  const object = selectVersion(context);
  if (archiveClasses.includes(object.storageClass)) throw invalidObjectState();
  if (checkConditions(request.headers, object) === 'not-modified') {
    return { status: 304, headers: { ...validatorHeaders(object), ...versionHeaders(object.versionId, bucket) } };
  }
  const range = selectRange(request.headers, object.sizeBytes);
  const { start, end } = range ?? { start: 0, end: object.sizeBytes };
  const content = store.open(object.segments);
  const response = {
    status: range === undefined ? 200 : 206,
    headers: {
      ...objectHeaders(object, bucket),
      ...(range === undefined ? {} : { 'content-range': `bytes ${start}-${end - 1}/${object.sizeBytes}` }),
      ...overrides,
    },
    body: {
      sizeBytes: end - start,
      objectOffset: start,
      chunks: content.read({ start, end }),
      release: content.release,
    },
  };
  return range === undefined && isCompressible(object) && acceptsGzip(request.headers)
    ? gzipResponse(response)
    : response;
}

const archiveClasses = ['Archive', 'ColdArchive', 'DeepColdArchive'];

/** OSS compresses the types below, from 1 KB, unless the object has a Content-Encoding. */
function isCompressible(object: StoredObject): boolean {
  const contentType = object.headers['content-type']?.split(';')[0]?.trim().toLowerCase() ?? '';
  return (
    object.sizeBytes >= 1024 && object.headers['content-encoding'] === undefined && gzipTypes.includes(contentType)
  );
}

const gzipTypes = [
  'text/cache-manifest',
  'text/xml',
  'text/plain',
  'text/css',
  'application/javascript',
  'application/x-javascript',
  'application/rss+xml',
  'application/json',
  'text/json',
];
