import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import type { Credentials, CredentialsProvider, CredentialsRequest } from '@ossferry/contract';
import { type CacheOptions, CredentialsError, type CredentialsSource, cached } from '@ossferry/credentials';

/** What is needed of a Redis client: one function each for `GET name` and `SET name value PX lifetimeMs`. */
export interface RedisLike {
  readonly get: (name: string) => Promise<string | null>;
  readonly set: (name: string, value: string, lifetimeMs: number) => Promise<unknown>;
}

export interface RedisCachedOptions extends CacheOptions {
  readonly redis: RedisLike;
  /** Under which name the pair is kept. */
  readonly name: string;
  /** 32 bytes that all processes have and Redis has not: the pair is kept as AES-256-GCM. */
  readonly encryptionKey: Uint8Array;
}

/**
 * Shares the temporary pair of a source between processes, so that a fleet does not ask STS once for each of them. When
 * Redis fails, the source is asked; its own failures are not kept. Throws `InvalidOption` for a key of another length.
 */
export function redisCached(source: CredentialsProvider, options: RedisCachedOptions): CredentialsSource {
  const { redis, name, encryptionKey, now = Date.now } = options;
  if (encryptionKey.length !== 32) {
    const message = `redis: the encryption key has ${encryptionKey.length} bytes, not 32.`;
    throw new CredentialsError({ source: 'redis', code: 'InvalidOption', phase: 'config', message });
  }
  let usedId: string | undefined;

  return cached(async function redisSource(request) {
    const { rejected = false, minLifetimeSeconds = 0 } = request;
    // `cached` wants another pair 5 minutes before the end of this one: then the shared one is of no use either.
    const neededMs = Math.max(300, minLifetimeSeconds) * 1000;
    const shared = open(await redis.get(name).catch(() => null), name, encryptionKey);
    // Of all processes whose pair was refused, the first one brings a new one for the others.
    const isRefused = rejected && shared?.accessKeyId === usedId;
    const pair = shared && !isRefused && lifetimeOf(shared) > neededMs ? shared : await loadAndShare(request);
    usedId = pair?.accessKeyId;
    return pair;
  }, options);

  async function loadAndShare(request: CredentialsRequest): Promise<Credentials | null> {
    const fresh = await source(request);
    if (fresh?.expiration === undefined || lifetimeOf(fresh) < 1) return fresh;
    await redis.set(name, seal(fresh, name, encryptionKey), lifetimeOf(fresh)).catch(() => undefined);
    return fresh;
  }

  function lifetimeOf({ expiration }: Credentials): number {
    return (expiration?.getTime() ?? 0) - now();
  }
}

function seal(pair: Credentials, name: string, key: Uint8Array): string {
  const { accessKeyId, accessKeySecret, securityToken, expiration } = pair;
  const nonce = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(name));
  const text = JSON.stringify({ accessKeyId, accessKeySecret, securityToken, expiration });
  const sealed = [nonce, cipher.update(text, 'utf8'), cipher.final()];
  return Buffer.concat([...sealed, cipher.getAuthTag()]).toString('base64');
}

/** Whatever was not sealed with this key under this name is as good as nothing. */
function open(sealed: string | null, name: string, key: Uint8Array): Credentials | undefined {
  if (sealed === null) return undefined;
  const bytes = Buffer.from(sealed, 'base64');
  try {
    const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, 12), { authTagLength: 16 });
    decipher.setAAD(Buffer.from(name)).setAuthTag(bytes.subarray(-16));
    const text = Buffer.concat([decipher.update(bytes.subarray(12, -16)), decipher.final()]).toString('utf8');
    const { expiration, ...pair } = JSON.parse(text) as Credentials;
    return { ...pair, expiration: new Date(expiration ?? 0) };
  } catch {
    return undefined;
  }
}
