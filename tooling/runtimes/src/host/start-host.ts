import { createHash } from 'node:crypto';
import { createClient } from '@ossferry/client';
import { createSigningHandler } from '@ossferry/client/handler';
import { type FaultSource, generatedBytes, type LocalOss, startLocalOss } from '@ossferry/local-oss';
import type { StoredObject, TestConfig } from '../program/test-config.ts';
import { bundleProgram, type ProgramFiles } from './bundle-program.ts';
import { readVectors } from './read-vectors.ts';
import { startServer } from './start-server.ts';
import { startSts } from './start-sts.ts';

/** The services of the program: an OSS, an STS, and a server with the program and the config of each runtime. */
export interface Host {
  readonly program: ProgramFiles;
  /** Creates a bucket and a config for a runtime. */
  readonly prepare: (bucket: string) => Promise<PreparedConfig>;
  /** The server, whose `/` is a page with the program. */
  readonly origin: string;
  readonly close: () => Promise<void>;
}

export interface PreparedConfig {
  readonly config: TestConfig;
  /** Serves the config as JSON. */
  readonly url: string;
}

const account = { accessKeyId: 'LTAI-runtimes', accessKeySecret: 'secret-of-the-runtimes' };
const temporary = { accessKeyId: 'STS.runtimes', accessKeySecret: 'temporary-secret', securityToken: 'a+token/=' };
const mebibyte = 1024 * 1024;

/** Starts all services on loopback. */
export async function startHost(): Promise<Host> {
  const vectors = readVectors();
  const [program, sts] = await Promise.all([bundleProgram(), startSts(account)]);
  const local = await startLocalOss({ accounts: [account, temporary], buckets: [], faults: failFirstPuts() });
  const configs = new Map<string, string>();
  const page =
    '<!doctype html><meta charset="utf-8"><title>conformance</title><script type="module" src="/run-in-page.js"></script>';

  const client = createClient({ region: 'cn-hangzhou', endpoint: local.endpoint, credentials: account });
  const server = await startServer(async ({ request: { method = 'GET' }, url: { pathname }, body }) => {
    if (pathname === '/sign') {
      const type = { 'content-type': 'application/json' };
      const sign = createSigningHandler({ client, authorize: () => ({ allow: true, anyObject: true }) });
      const request = new Request(`http://localhost${pathname}`, { method, headers: type, ...(body && { body }) });
      const response = await sign(request);
      return { status: method === 'OPTIONS' ? 200 : response.status, body: await response.text() };
    }
    const config = configs.get(pathname);
    if (config !== undefined) return { body: config };
    if (pathname === '/') return { type: 'text/html', body: page };
    const file = program.files.get(pathname.slice(1));
    return file === undefined ? { status: 404, body: '{}' } : { type: 'text/javascript', body: file };
  });

  return {
    program,
    origin: server.origin,
    async prepare(bucket) {
      local.putBucket({ name: bucket, cors: [allowAll] });
      const config: TestConfig = {
        ...{ ossEndpoint: local.endpoint, bucket, account, temporary, vectors },
        stsUrl: sts.origin,
        signingUrl: `${server.origin}/sign`,
        small: await store(local, bucket, 'small', 3 * mebibyte + 17),
        // The downloader for Node.js uses threads if 32 MiB remain after the first range.
        large: await store(local, bucket, 'large', 40 * mebibyte + 5),
      };
      configs.set(`/configs/${bucket}`, JSON.stringify(config));
      return { config, url: `${server.origin}/configs/${bucket}` };
    },
    async close() {
      await Promise.all([server.close(), sts.close(), local.close(), program.remove()]);
    },
  };
}

const allowAll = {
  allowedOrigins: ['*'],
  allowedMethods: ['GET', 'PUT', 'POST', 'DELETE', 'HEAD'],
  allowedHeaders: ['*'],
  exposeHeaders: ['ETag', 'Content-Range', 'Date', 'x-oss-hash-crc64ecma', 'x-oss-request-id', 'x-oss-version-id'],
} as const;

/** Fails the first PUT of an object named `flaky` in each bucket. */
function failFirstPuts(): FaultSource {
  const failed = new Set<string>();
  return ({ method, bucket, key }) => {
    if (method !== 'PUT' || !key.endsWith('/flaky') || failed.has(bucket)) return undefined;
    failed.add(bucket);
    return { type: 'respond', status: 503, error: { code: 'ServiceUnavailable', message: 'Try again.' } };
  };
}

async function store(local: LocalOss, bucket: string, key: string, sizeBytes: number): Promise<StoredObject> {
  const { crc64 } = await local.generateObject({ bucket, key, sizeBytes, seed: 7 });
  return { key, sizeBytes, crc64, sha256: await hashOf(sizeBytes) };
}

const hashes = new Map<number, Promise<string>>();

function hashOf(sizeBytes: number): Promise<string> {
  const hash = hashes.get(sizeBytes) ?? computeHash(sizeBytes);
  hashes.set(sizeBytes, hash);
  return hash;
}

async function computeHash(sizeBytes: number): Promise<string> {
  const hash = createHash('sha256');
  for await (const block of generatedBytes(7, { start: 0, end: sizeBytes })) hash.update(block);
  return hash.digest('hex');
}
