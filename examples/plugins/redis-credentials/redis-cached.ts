import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import type { Credentials, CredentialsProvider, CredentialsRequest } from '@ossferry/contract';
import { type CacheOptions, CredentialsError, type CredentialsSource, cached } from '@ossferry/credentials';

/** The required part of a Redis client: `GET name` and `SET name value PX lifetimeMs`. */
export interface RedisLike {
  readonly get: (name: string) => Promise<string | null>;
  readonly set: (name: string, value: string, lifetimeMs: number) => Promise<unknown>;
}

export interface RedisCachedOptions extends CacheOptions {
  readonly redis: RedisLike;
  /** The name of the Redis entry. */
  readonly name: string;
  /** 32 bytes, known to all processes but not to Redis. Credentials are encrypted with AES-256-GCM. */
  readonly encryptionKey: Uint8Array;
}

/**
 * Shares temporary credentials between processes, so that a fleet of servers calls STS only once. While Redis fails, each
 * process uses the source. Errors of the source are not cached. Throws `InvalidOption` for an invalid encryption key.
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
    // `cached` renews credentials 5 minutes before they expire, so the shared ones must last longer.
    const requiredMs = Math.max(300, minLifetimeSeconds) * 1000;
    const shared = open(await redis.get(name).catch(() => null), name, encryptionKey);
    // After a refusal, only the first process loads new credentials; the others then find them in Redis.
    const isRefused = rejected && shared?.accessKeyId === usedId;
    const pair = shared && !isRefused && lifetimeOf(shared) > requiredMs ? shared : await loadAndShare(request);
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

/** Returns `undefined` for data that was not encrypted with this key for this name. */
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
