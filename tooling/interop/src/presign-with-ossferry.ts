import {
  abortMultipartUpload,
  completeMultipartUpload,
  createClient,
  getObject,
  headObject,
  initiateMultipartUpload,
  putObject,
  uploadPart,
} from '@ossferry/client';
import type { OssRequest, PresignResult } from '@ossferry/contract';
import type { PresignCase } from './presign-cases.ts';

/** Signs the URL of a case with `@ossferry/client`. */
export function presignWithOssferry({
  client,
  credentials,
  now,
  expiresInSeconds,
  ...call
}: PresignCase): Promise<PresignResult> {
  const oss = createClient({ ...client, credentials, now: () => Date.parse(now) });
  return oss.presign(buildRequest(call), { expires: expiresInSeconds });
}

/** Builds the request of a case with the operations of `@ossferry/client`. */
export function buildRequest({ operation, request }: Pick<PresignCase, 'operation' | 'request'>): OssRequest {
  // The types of the fields are not checked here; the comparison shows that they fit.
  const build = operations[operation] as (input: PresignCase['request']) => OssRequest;
  return build(request);
}

const operations: Readonly<Record<PresignCase['operation'], unknown>> = {
  GetObject: getObject,
  HeadObject: headObject,
  PutObject: putObject,
  InitiateMultipartUpload: initiateMultipartUpload,
  UploadPart: uploadPart,
  CompleteMultipartUpload: completeMultipartUpload,
  AbortMultipartUpload: abortMultipartUpload,
};
