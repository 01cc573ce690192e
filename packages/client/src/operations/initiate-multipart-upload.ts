import type { OssRequest } from '@ossferry/contract';
import { defineOperation } from './build-request.ts';
import { type StoredObjectInput, storedObjectHeaders } from './stored-object.ts';

/** What to begin: the object, and the headers that it will have. */
export interface InitiateMultipartUploadInput extends StoredObjectInput {
  /** `url`: OSS percent-encodes the key in its answer. */
  readonly encodingType?: 'url' | (string & {}) | undefined;
}

/** Builds an InitiateMultipartUpload request, as OSS's page of that name has it. */
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
