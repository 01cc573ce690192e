export { connectAttemptMs } from './connect-attempt-ms.ts';
export type { Credentials, CredentialsProvider, CredentialsRequest } from './credentials.ts';
export type { OssErrorCode } from './error-codes.ts';
export { errorOptionsOf, problemOf } from './error-options.ts';
export { type ErrorPhase, OssError, type OssErrorOptions } from './oss-error.ts';
export { encodeKey, percentEncode } from './percent-encode.ts';
export {
  definePlugin,
  type EndpointResolver,
  type Middleware,
  type Next,
  type Plugin,
  type PluginHost,
  type RetryPolicy,
  type RingName,
  type Rings,
  type Signer,
  type SlotName,
  type Slots,
  type Transport,
} from './plugin.ts';
export type { PresignCall, PresignOptions, PresignResult, PresignWarning } from './presign.ts';
export { redactText, redactUrl } from './redact.ts';
export { regionOfHostLabel } from './region-of-host-label.ts';
export type {
  Attempt,
  ByteStream,
  Endpoint,
  HeaderMap,
  Method,
  OssRequest,
  Query,
  RequestBody,
  ResolvedRequest,
  WireRequest,
} from './request.ts';
export { parseErrorXml, parseRetryAfterMs, type ServiceAnswer, serviceError } from './service-error.ts';
export { maxTimerMs, timerMs } from './timer-ms.ts';
