export type {
  BodyFault,
  ClockFault,
  ConnectionFault,
  Fault,
  FaultRequest,
  FaultSource,
  ObjectFault,
  ResponseFault,
} from './faults/fault.ts';
export type { LocalOss, ObjectAddress } from './local-oss.ts';
export type { GeneratedObjectInput, ObjectInput, WrittenObject } from './operations/write-object.ts';
export type { AccountOptions, Permission } from './options/account-options.ts';
export type {
  BucketAcl,
  BucketOptions,
  BucketVersioning,
  CorsMethod,
  CorsRule,
  RequestPayer,
} from './options/bucket-options.ts';
export type { LocalOssOptions } from './options/local-oss-options.ts';
export type { LoggedRequest } from './server/request-log.ts';
export { startLocalOss } from './start-local-oss.ts';
export type { ByteRange } from './store/content.ts';
export { generatedBytes } from './store/generated-bytes.ts';
