import type { OssRequest } from '@ossferry/contract';
import { defineOperation, type ObjectInput } from './define-operation.ts';

/**
 * The object to get, its version, a range, conditions, and headers of the response. A presigned URL does not include
 * `Range`, `If-*` and `Accept-Encoding`; its recipient may send them.
 */
export interface GetObjectInput extends ObjectInput {
  /** ETag that the object must have; otherwise 412. */
  readonly ifMatch?: string | undefined;
  /** ETag that the object must not have; otherwise 304. */
  readonly ifNoneMatch?: string | undefined;
  /** HTTP date; 304 if the object has not changed since. */
  readonly ifModifiedSince?: string | undefined;
  /** HTTP date; 412 if the object has changed since. */
  readonly ifUnmodifiedSince?: string | undefined;
  /** `Range`, for example `bytes=0-99`. By default, OSS returns the whole object for an invalid range. */
  readonly rangeHeader?: string | undefined;
  /** `standard`: OSS returns 416 for a range that starts after the end. A signed header. */
  readonly rangeBehavior?: 'standard' | (string & {}) | undefined;
  readonly responseCacheControl?: string | undefined;
  /** `Content-Disposition` of the response; `contentDisposition()` creates one for a file name. */
  readonly responseContentDisposition?: string | undefined;
  readonly responseContentEncoding?: string | undefined;
  readonly responseContentLanguage?: string | undefined;
  /** OSS now refuses it (EC 0017-00000902). */
  readonly responseContentType?: string | undefined;
  readonly responseExpires?: string | undefined;
  /** The version to get. @default the current version when the request arrives */
  readonly versionId?: string | undefined;
  /**
   * Bits per second, 819 200 to 838 860 800. A signed header, which the recipient of a presigned URL must send. For a URL
   * that works without it, put the limit into the query: `parameters: { 'x-oss-traffic-limit': '819200' }`.
   */
  readonly trafficLimit?: number | undefined;
  /** Data processing, for example `image/resize,w_100`. */
  readonly process?: string | undefined;
  /** `requester` if the requester pays for the bucket. A signed header. */
  readonly requestPayer?: 'requester' | (string & {}) | undefined;
  /** `gzip` lets OSS compress text; the response then has no ETag and no length. */
  readonly acceptEncoding?: 'identity' | 'gzip' | (string & {}) | undefined;
}

/**
 * Builds a GetObject request.
 *
 * @see https://www.alibabacloud.com/help/en/oss/developer-reference/getobject
 */
export function getObject(input: GetObjectInput): OssRequest {
  return build(input);
}

const build = defineOperation<GetObjectInput>({
  name: 'GetObject',
  method: 'GET',
  queryFields: {
    responseCacheControl: 'response-cache-control',
    responseContentDisposition: 'response-content-disposition',
    responseContentEncoding: 'response-content-encoding',
    responseContentLanguage: 'response-content-language',
    responseContentType: 'response-content-type',
    responseExpires: 'response-expires',
    versionId: 'versionId',
    process: 'x-oss-process',
  },
  headerFields: {
    ifMatch: 'if-match',
    ifNoneMatch: 'if-none-match',
    ifModifiedSince: 'if-modified-since',
    ifUnmodifiedSince: 'if-unmodified-since',
    rangeHeader: 'range',
    rangeBehavior: 'x-oss-range-behavior',
    trafficLimit: 'x-oss-traffic-limit',
    requestPayer: 'x-oss-request-payer',
    acceptEncoding: 'accept-encoding',
  },
});
