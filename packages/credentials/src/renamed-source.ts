import { type CredentialsSource, namedSource } from './credentials-source.ts';

/** Wraps a source under another name, such as the profile that configures it. */
export function renamedSource(source: string, inner: CredentialsSource): CredentialsSource {
  return namedSource(source, async (request) => {
    const credentials = await inner(request);
    if (credentials === null) return null;
    const { accessKeyId, accessKeySecret, securityToken, expiration } = credentials;
    return { accessKeyId, accessKeySecret, securityToken, expiration };
  });
}
