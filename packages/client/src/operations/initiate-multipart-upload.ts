import type { OssRequest } from '@ossferry/contract';
import { defineOperation } from './define-operation.ts';
import { type StoredObjectInput, storedObjectHeaders } from './stored-object.ts';

/** The object to upload and its headers. */
export interface InitiateMultipartUploadInput extends StoredObjectInput {
  /** `url`: OSS percent-encodes the key in its response. */
  readonly encodingType?: 'url' | (string & {}) | undefined;
}

/**
 * Builds an InitiateMultipartUpload request.
 *
 * @see https://www.alibabacloud.com/help/en/oss/developer-reference/initiatemultipartupload
 */
export function initiateMultipartUpload(input: InitiateMultipartUploadInput): OssRequest {
  return build(input);
}

const build = defineOperation<InitiateMultipartUploadInput>({
  name: 'InitiateMultipartUpload',
  method: 'POST',
  query: { uploads: '' },
  queryFields: { encodingType: 'encoding-type' },
  headerFields: storedObjectHeaders,
});
