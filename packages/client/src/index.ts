export {
  type Attempt,
  type ByteStream,
  type Credentials,
  type CredentialsProvider,
  type CredentialsRequest,
  definePlugin,
  type Endpoint,
  type EndpointResolver,
  type ErrorPhase,
  type HeaderMap,
  type Method,
  type Middleware,
  type Next,
  OssError,
  type OssErrorCode,
  type OssRequest,
  type Plugin,
  type PluginHost,
  type PresignCall,
  type PresignOptions,
  type PresignResult,
  type PresignWarning,
  type Query,
  type RequestBody,
  type ResolvedRequest,
  type RetryPolicy,
  redactUrl,
  type Signer,
  type Slots,
  type Transport,
  type WireRequest,
} from '@ossferry/contract';
export type { ClientOptions } from './client-options.ts';
export { type Client, createClient } from './create-client.ts';
export type { EndpointOptions } from './endpoint/standard-endpoint.ts';
export type { PresignedRequest } from './kernel/presign-many.ts';
export { type AbortMultipartUploadInput, abortMultipartUpload } from './operations/abort-multipart-upload.ts';
export {
  type CompleteMultipartUploadInput,
  completeMultipartUpload,
  type UploadedPart,
} from './operations/complete-multipart-upload.ts';
export { type ContentDispositionOptions, contentDisposition } from './operations/content-disposition.ts';
export type { ObjectInput } from './operations/define-operation.ts';
export { type GetObjectInput, getObject } from './operations/get-object.ts';
export { type HeadObjectInput, headObject } from './operations/head-object.ts';
export { type InitiateMultipartUploadInput, initiateMultipartUpload } from './operations/initiate-multipart-upload.ts';
export { type PutObjectInput, putObject } from './operations/put-object.ts';
export type { StoredObjectInput } from './operations/stored-object.ts';
export { type UploadPartInput, uploadPart } from './operations/upload-part.ts';
export { type StandardRetryOptions, standardRetry } from './retry/standard-retry.ts';
export { type FetchTransportOptions, fetchTransport } from './transport/fetch-transport.ts';
