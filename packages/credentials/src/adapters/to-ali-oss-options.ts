import { CredentialsError } from '../credentials-error.ts';
import { type CredentialsInput, sourceOf } from '../credentials-input.ts';

/** Credentials as `ali-oss` calls them. */
export interface AliOssCredentials {
  accessKeyId: string;
  accessKeySecret: string;
  stsToken: string | undefined;
}

/** The part of the options of `ali-oss` that says who signs. */
export interface AliOssOptions extends AliOssCredentials {
  refreshSTSToken: () => Promise<AliOssCredentials>;
  refreshSTSTokenInterval: number;
}

/**
 * Makes options for `new OSS({ ...options, region, bucket })` of `ali-oss`. It asks on every request, since it knows no
 * expiration; give a cached source.
 */
export async function toAliOssOptions(input: CredentialsInput): Promise<AliOssOptions> {
  const source = sourceOf(input);
  const refreshSTSToken = async (): Promise<AliOssCredentials> => {
    const credentials = await source();
    if (credentials === null) {
      const message = 'ali-oss cannot work without credentials, and the source is anonymous.';
      throw new CredentialsError({ source: source.source, code: 'InvalidOption', phase: 'config', message });
    }
    const { accessKeyId, accessKeySecret, securityToken } = credentials;
    return { accessKeyId, accessKeySecret, stsToken: securityToken };
  };
  // 0 would mean its default of 5 minutes.
  return { ...(await refreshSTSToken()), refreshSTSToken, refreshSTSTokenInterval: 1 };
}
