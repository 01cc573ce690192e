export { type AlicloudCredential, fromAlicloudCredentials } from './from-alicloud-credentials.ts';
export { type PlainCredentials, toPlain } from './plain-credentials.ts';
export { type AliOssCredentials, type AliOssOptions, toAliOssOptions } from './to-ali-oss-options.ts';
export { type OfficialCredentialsProvider, toOssV2Provider } from './to-oss-v2-provider.ts';
