import type { OssRequest } from '@ossferry/contract';
import { defineOperation, type ObjectInput } from './build-request.ts';

/**
 * What to get: the object, its version, a range, conditions, and headers of the answer. `Range`, `If-*` and
 * `Accept-Encoding` are no part of a presigned URL: whoever uses it may send them.
 */
export interface GetObjectInput extends ObjectInput {
  /** ETag that the object must have; 412 otherwise. */
  readonly ifMatch?: string | undefined;
  /** ETag that the object must not have; 304 otherwise. */
  readonly ifNoneMatch?: string | undefined;
  /** HTTP date; 304 when the object has not changed since. */
  readonly ifModifiedSince?: string | undefined;
  /** HTTP date; 412 when the object has changed since. */
  readonly ifUnmodifiedSince?: string | undefined;
  /** `Range`, `bytes=0-99` for example. OSS answers a range that does not fit with the whole object. */
  readonly rangeHeader?: string | undefined;
  /** `standard`: a range that starts past the end is refused with 416 instead. A signed header. */
  readonly rangeBehavior?: 'standard' | (string & {}) | undefined;
  readonly responseCacheControl?: string | undefined;
  /** `Content-Disposition` of the answer; `contentDisposition()` makes one for a file name. */
  readonly responseContentDisposition?: string | undefined;
  readonly responseContentEncoding?: string | undefined;
  readonly responseContentLanguage?: string | undefined;
  /** OSS refuses it today (EC 0017-00000902). */
  readonly responseContentType?: string | undefined;
  readonly responseExpires?: string | undefined;
  /** The version to get; without it, the current one when the request arrives. */
  readonly versionId?: string | undefined;
  /**
   * Bits per second, 819 200 to 838 860 800. A signed header, which whoever uses a presigned URL has to send; for a URL
   * that works by itself put it into the query instead: `parameters: { 'x-oss-traffic-limit': '819200' }`.
   */
  readonly trafficLimit?: number | undefined;
  /** Image processing and the like, `image/resize,w_100` for example. */
  readonly process?: string | undefined;
  /** `requester` for a bucket whose requesters pay. A signed header. */
  readonly requestPayer?: 'requester' | (string & {}) | undefined;
  /** `gzip` lets OSS compress text, which then has no ETag and no length. */
  readonly acceptEncoding?: 'identity' | 'gzip' | (string & {}) | undefined;
}

/** Builds a GetObject request, as OSS's page "GetObject" has it. */
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
