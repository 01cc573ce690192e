import type { OssRequest, RequestBody } from '@ossferry/contract';
import { defineOperation } from './build-request.ts';
import { type StoredObjectInput, storedObjectHeaders } from './stored-object.ts';

/** What to store: the object, its headers and its body. A presigned URL has no body: whoever uses it sends one. */
export interface PutObjectInput extends StoredObjectInput {
  /** `private`, `public-read`, `public-read-write` or `default`. */
  readonly acl?: 'private' | 'public-read' | 'public-read-write' | 'default' | (string & {}) | undefined;
  /** Another name of `acl`; wins over it. */
  readonly objectAcl?: 'private' | 'public-read' | 'public-read-write' | 'default' | (string & {}) | undefined;
  /** JSON in base64. */
  readonly callback?: string | undefined;
  /** JSON in base64. */
  readonly callbackVar?: string | undefined;
  /** Bits per second, 819 200 to 838 860 800; in the query when given as `parameters: { 'x-oss-traffic-limit': … }`. */
  readonly trafficLimit?: number | undefined;
  readonly body?: RequestBody | undefined;
}

/** Builds a PutObject request, as OSS's page "PutObject" has it. A URL made of it does not carry the body. */
export function putObject(input: PutObjectInput): OssRequest {
  return build(input, input.body);
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
