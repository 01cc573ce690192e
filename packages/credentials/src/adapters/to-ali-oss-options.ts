import { CredentialsError } from '../credentials-error.ts';
import { type CredentialsInput, sourceOf } from '../credentials-input.ts';

/** Credentials with the property names of `ali-oss`. */
export interface AliOssCredentials {
  accessKeyId: string;
  accessKeySecret: string;
  stsToken: string | undefined;
}

/** The credential options of `ali-oss`. */
export interface AliOssOptions extends AliOssCredentials {
  refreshSTSToken: () => Promise<AliOssCredentials>;
  refreshSTSTokenInterval: number;
}

/**
 * Creates options for `new OSS({ ...options, region, bucket })` of `ali-oss`. It calls the source for every request, since it
 * does not know the expiration, so pass a cached source. Throws `InvalidOption` if the source is anonymous.
 */
export async function toAliOssOptions(input: CredentialsInput): Promise<AliOssOptions> {
  const source = sourceOf(input);
  const refreshSTSToken = async (): Promise<AliOssCredentials> => {
    const credentials = await source();
    if (credentials === null) {
      const message = 'ali-oss requires credentials, but the source is anonymous.';
      throw new CredentialsError({ source: source.source, code: 'InvalidOption', phase: 'config', message });
    }
    const { accessKeyId, accessKeySecret, securityToken } = credentials;
    return { accessKeyId, accessKeySecret, stsToken: securityToken };
  };
  // In milliseconds. 0 would mean the default of 5 minutes.
  return { ...(await refreshSTSToken()), refreshSTSToken, refreshSTSTokenInterval: 1 };
}
