import { spawn, spawnSync } from 'node:child_process';
import { randomBytes, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describeCredentials } from '@ossferry/testkit';
import { createClient } from 'redis';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type RedisLike, redisCached } from './redis-cached.ts';

const encryptionKey = randomBytes(32);
const hasRedis = spawnSync('redis-server', ['--version']).status === 0;
if (!hasRedis) {
  if (process.env['CI'] === 'true') throw new Error('redis-server is not installed.');
  console.warn('redis-server is not installed: testing the cache with a map instead.');
}

describe('in memory', () => testWith(() => redisInMemory()));

describe.skipIf(!hasRedis)('redis-server', () => {
  let redis: Awaited<ReturnType<typeof startRedis>>;
  beforeAll(async () => {
    redis = await startRedis();
  });
  afterAll(() => redis.close());
  testWith(() => redis);
});

function testWith(redisOf: () => RedisLike): void {
  describeCredentials(
    { describe, it },
    ({ load, now }) => redisCached(load, { redis: redisOf(), name: randomUUID(), encryptionKey, now }),
    { name: 'redisCached' },
  );

  const setUp = () => {
    let loads = 0;
    const options = { redis: redisOf(), name: randomUUID(), encryptionKey };
    const source = async () => {
      loads += 1;
      const expiration = new Date(Date.now() + 3_600_000);
      return { accessKeyId: `STS.${loads}`, accessKeySecret: 'canary', securityToken: 'canary', expiration };
    };
    return { options, source, loads: () => loads };
  };

  it('behavior: two processes load the credentials once', async () => {
    const { options, source, loads } = setUp();
    const first = await redisCached(source, options)();
    const second = await redisCached(source, options)();
    expect(second).toMatchObject({ accessKeyId: 'STS.1', accessKeySecret: 'canary', expiration: first?.expiration });
    expect(loads()).toBe(1);
  });

  it('behavior: after a refusal, one of two processes loads new credentials for both', async () => {
    const { options, source, loads } = setUp();
    let nowMs = Date.now();
    const [first, second] = [1, 2].map(() => redisCached(source, { ...options, now: () => nowMs }));
    await first?.();
    await second?.();
    nowMs += 60_000;
    expect(await first?.({ rejected: true })).toMatchObject({ accessKeyId: 'STS.2' });
    expect(await second?.({ rejected: true })).toMatchObject({ accessKeyId: 'STS.2' });
    expect(loads()).toBe(2);
  });

  it('behavior: credentials in Redis are encrypted and authenticated', async () => {
    const { options, source, loads } = setUp();
    await redisCached(source, options)();
    const kept = Buffer.from((await options.redis.get(options.name)) ?? '', 'base64').toString();
    expect(kept).not.toMatch(/canary|STS/);
    await redisCached(source, { ...options, encryptionKey: randomBytes(32) })();
    expect(loads()).toBe(2);
    await options.redis.set(options.name, 'rubbish', 60_000);
    await redisCached(source, options)();
    expect(loads()).toBe(3);
  });

  it('error: an encryption key that is too short', () => {
    const { options, source } = setUp();
    const make = () => redisCached(source, { ...options, encryptionKey: randomBytes(16) });
    expect(make).toThrow(expect.objectContaining({ message: 'redis: the encryption key has 16 bytes, not 32.' }));
  });

  it('behavior: uses the source while Redis fails', async () => {
    const { options, source } = setUp();
    const fail = () => Promise.reject(new Error('Redis is down.'));
    const pair = await redisCached(source, { ...options, redis: { get: fail, set: fail } })();
    expect(pair).toMatchObject({ accessKeyId: 'STS.1' });
  });
}

function redisInMemory(): RedisLike {
  const values = new Map<string, string>();
  return { get: async (name) => values.get(name) ?? null, set: async (name, value) => values.set(name, value) };
}

/** Starts Redis on a socket in a temporary folder, and connects to it. */
async function startRedis(): Promise<RedisLike & { readonly close: () => Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), 'ossferry-redis-'));
  const path = join(folder, 'socket');
  const settings = ['--port', '0', '--unixsocket', path, '--save', '', '--dir', folder];
  const server = spawn('redis-server', settings, { stdio: ['ignore', 'pipe', 'inherit'] });
  for await (const chunk of server.stdout.setEncoding('utf8')) if (/ready to accept/i.test(chunk)) break;
  const client = createClient({ socket: { path, tls: false } });
  await client.connect();
  return {
    get: (name) => client.get(name),
    set: (name, value, lifetimeMs) => client.set(name, value, { expiration: { type: 'PX', value: lifetimeMs } }),
    async close() {
      await client.close();
      server.kill();
      if (server.exitCode === null) await once(server, 'exit');
      await rm(folder, { recursive: true });
    },
  };
}
