import { type CredentialsSource, namedSource } from '../credentials-source.ts';

/** What is needed of a `Credential` of `@alicloud/credentials`. */
export interface AlicloudCredential {
  readonly getCredential: () => Promise<{
    readonly accessKeyId?: string | undefined;
    readonly accessKeySecret?: string | undefined;
    readonly securityToken?: string | undefined;
  }>;
}

/**
 * Takes credentials from a `Credential` of `@alicloud/credentials`. That library keeps them itself and does not tell when
 * they end, so it is asked every time, and a presigned URL cannot be cut at the token's end.
 */
export function fromAlicloudCredentials(credential: AlicloudCredential): CredentialsSource {
  return namedSource('alicloud-credentials:end-unknown', async () => {
    const { accessKeyId = '', accessKeySecret = '', securityToken } = await credential.getCredential();
    return { accessKeyId, accessKeySecret, securityToken };
  });
}
