import { type CredentialsSource, namedSource } from './credentials-source.ts';

/** Gives what another source gives under a name that says more: where the other one was configured. */
export function renamedSource(source: string, inner: CredentialsSource): CredentialsSource {
  return namedSource(source, async (request) => {
    const credentials = await inner(request);
    if (credentials === null) return null;
    const { accessKeyId, accessKeySecret, securityToken, expiration } = credentials;
    return { accessKeyId, accessKeySecret, securityToken, expiration };
  });
}
