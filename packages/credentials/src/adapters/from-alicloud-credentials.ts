import { invalidProvider } from '../credentials-input.ts';
import { type CredentialsSource, namedSource } from '../credentials-source.ts';

/** The part of an `@alicloud/credentials` `Credential` that is used. */
export interface AlicloudCredential {
  readonly getCredential: () => Promise<{
    readonly accessKeyId?: string | undefined;
    readonly accessKeySecret?: string | undefined;
    readonly securityToken?: string | undefined;
  }>;
}

/**
 * Gets credentials from an `@alicloud/credentials` `Credential`. That library caches them itself and does not report their
 * expiration, so it is called every time, and the lifetime of a presigned URL cannot be limited to that of the token.
 */
export function fromAlicloudCredentials(credential: AlicloudCredential): CredentialsSource {
  if (typeof credential?.getCredential !== 'function') throw invalidProvider();
  return namedSource('alicloud-credentials:end-unknown', async () => {
    const { accessKeyId = '', accessKeySecret = '', securityToken } = await credential.getCredential();
    return { accessKeyId, accessKeySecret, securityToken };
  });
}
