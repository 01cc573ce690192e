import { type CredentialsInput, sourceOf } from '../credentials-input.ts';
import { type PlainCredentials, toPlain } from './plain-credentials.ts';

/** A provider for `@alicloud/oss-v2` and clients that use `@alicloud/credentials`. */
export interface OfficialCredentialsProvider {
  getCredentials(): Promise<PlainCredentials>;
  getProviderName(): string;
}

/** Creates a provider for the official SDKs. Anonymous access becomes an empty pair, as these SDKs expect. */
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
