import { type CacheOptions, CredentialsError, type CredentialsSource, cached } from '@ossferry/credentials';

/** What the source needs from a vault: the key pair at a path, or nothing. */
interface Vault {
  read(path: string): Promise<{ id: string; secret: string; token: string; ends: string } | undefined>;
}

export function fromVault(vault: Vault, path: string, options: CacheOptions = {}): CredentialsSource {
  return cached(async function vaultCredentials() {
    const entry = await vault.read(path);
    if (entry === undefined) {
      throw new CredentialsError({
        source: 'vault',
        code: 'NotConfigured',
        absent: true,
        message: `The vault has nothing under ${path}.`,
      });
    }
    return {
      accessKeyId: entry.id,
      accessKeySecret: entry.secret,
      securityToken: entry.token,
      expiration: new Date(entry.ends),
    };
  }, options);
}
