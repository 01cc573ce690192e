import type { OssRequest, RequestBody } from '@ossferry/contract';
import { checkBody } from './check-body.ts';
import { defineOperation } from './define-operation.ts';
import { type StoredObjectInput, storedObjectHeaders } from './stored-object.ts';

/** The object to store, its headers and its body. */
export interface PutObjectInput extends StoredObjectInput {
  /** `private`, `public-read`, `public-read-write` or `default`. */
  readonly acl?: 'private' | 'public-read' | 'public-read-write' | 'default' | (string & {}) | undefined;
  /** An alias of `acl`, which takes precedence. */
  readonly objectAcl?: 'private' | 'public-read' | 'public-read-write' | 'default' | (string & {}) | undefined;
  /** JSON in base64. */
  readonly callback?: string | undefined;
  /** JSON in base64. */
  readonly callbackVar?: string | undefined;
  /** Bits per second, 819 200 to 838 860 800; in the query with `parameters: { 'x-oss-traffic-limit': … }`. */
  readonly trafficLimit?: number | undefined;
  readonly body?: RequestBody | undefined;
}

/**
 * Builds a PutObject request. A presigned URL does not include the body; its recipient sends one.
 *
 * @see https://www.alibabacloud.com/help/en/oss/developer-reference/putobject
 */
export function putObject(input: PutObjectInput): OssRequest {
  return build(input, checkBody(input.body));
}

const build = defineOperation<PutObjectInput>({
  name: 'PutObject',
  method: 'PUT',
  queryFields: {},
  headerFields: {
    ...storedObjectHeaders,
    acl: 'x-oss-object-acl',
    objectAcl: 'x-oss-object-acl',
    callback: 'x-oss-callback',
    callbackVar: 'x-oss-callback-var',
    trafficLimit: 'x-oss-traffic-limit',
  },
});
