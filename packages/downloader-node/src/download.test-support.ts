import { randomBytes } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createClient, type GetObjectInput, getObject, type PresignResult } from '@ossferry/client';
import { type Fault, type FaultRequest, type LocalOss, type LoggedRequest, startLocalOss } from '@ossferry/local-oss';
import { afterAll, beforeAll, beforeEach } from 'vitest';

export const mebibyte: number = 1024 * 1024;

/** Short delays, so that tests with many retries are fast. */
export const quickRetry = { maxFailures: 6, baseDelayMs: 1, maxDelayMs: 5 } as const;

const account = { accessKeyId: 'LTAI-test', accessKeySecret: 'canary-secret' };

/** Shared by the tests of one file: a local OSS, a temporary folder, and helpers for both. */
export interface Bench {
  readonly local: LocalOss;
  /** A new folder for each test. */
  readonly folder: () => string;
  readonly path: (name: string) => string;
  /** Stores random bytes under `key` and returns them. */
  readonly store: (key: string, sizeBytes: number) => Promise<Buffer>;
  readonly presign: (input: Partial<GetObjectInput> & { key: string }, expires?: number) => Promise<PresignResult>;
  /** The GET requests of this test, oldest first. */
  readonly gets: () => readonly LoggedRequest[];
  /** Chooses the fault of each GET request. `get` counts from 1. */
  readonly fault: (choose: (get: number, request: FaultRequest) => Fault | readonly Fault[] | undefined) => void;
  readonly files: () => Promise<string[]>;
  readonly read: (name: string) => Promise<Buffer>;
}

export function setUpBench(): Bench {
  let local: LocalOss;
  let folder = '';
  let client: ReturnType<typeof createClient>;

  beforeAll(async () => {
    local = await startLocalOss({ buckets: ['bucket'], accounts: [account] });
    client = createClient({ region: 'cn-hangzhou', endpoint: local.endpoint, credentials: account });
  });
  beforeEach(async () => {
    local.setFaults(undefined);
    local.clearRequests();
    folder = await mkdtemp(join(tmpdir(), 'ossferry-'));
    return () => rm(folder, { recursive: true, force: true });
  });
  afterAll(() => local.close());

  return {
    get local() {
      return local;
    },
    folder: () => folder,
    path: (name) => join(folder, name),
    async store(key, sizeBytes) {
      const bytes = randomBytes(sizeBytes);
      await local.putObject({ bucket: 'bucket', key, body: bytes });
      return bytes;
    },
    presign: (input, expires) => client.presign(getObject({ bucket: 'bucket', ...input }), { expires }),
    gets: () => local.requests.filter(({ method }) => method === 'GET'),
    fault(choose) {
      let get = 0;
      local.setFaults((request) => {
        if (request.method !== 'GET') return undefined;
        get += 1;
        return choose(get, request);
      });
    },
    files: async () => (await readdir(folder)).sort(),
    read: (name) => readFile(join(folder, name)),
  };
}
