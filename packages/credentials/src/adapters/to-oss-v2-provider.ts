import { type CredentialsInput, sourceOf } from '../credentials-input.ts';
import { type PlainCredentials, toPlain } from './plain-credentials.ts';

/** A provider as `@alicloud/oss-v2` and the clients of `@alicloud/credentials` take it. */
export interface OfficialCredentialsProvider {
  getCredentials(): Promise<PlainCredentials>;
  getProviderName(): string;
}

/** Makes a provider for the official SDKs. Anonymous becomes an empty pair, which they understand. */
export function toOssV2Provider(input: CredentialsInput): OfficialCredentialsProvider {
  const source = sourceOf(input);
  return {
    getCredentials: async () => {
      const credentials = await source();
      return credentials === null ? { accessKeyId: '', accessKeySecret: '' } : toPlain(credentials);
    },
    getProviderName: () => source.source,
  };
}
