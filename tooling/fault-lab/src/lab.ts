import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createClient, getObject, type PresignResult } from '@ossferry/client';
import { type FaultSource, type LocalOss, startLocalOss } from '@ossferry/local-oss';

/** A local OSS with separate faults for each key, and a folder for downloads. */
export interface Lab {
  readonly local: LocalOss;
  readonly folder: string;
  /** Stores an object with generated content. */
  readonly store: (key: string, content: Content) => Promise<void>;
  /** Signs a URL; `generation` is a query parameter that makes it unique. */
  readonly presign: (key: string, generation: number) => Promise<PresignResult>;
  /** Sets the faults for requests for `key`; `undefined` removes them. */
  readonly setFaults: (key: string, source: FaultSource | undefined) => void;
  /** Stops the server and removes the folder. */
  readonly close: () => Promise<void>;
}

/** Generated content: `generatedBytes` of local-oss. */
export interface Content {
  readonly seed: number;
  readonly sizeBytes: number;
}

/** The account of the lab; its secret must never appear in any output. */
export const labAccount = { accessKeyId: 'LTAI-fault-lab', accessKeySecret: 'canary-secret-of-the-lab' };

export const labBucket = 'bucket';

/** A file system in memory: on a busy disk, a sync can exceed the short timeouts of the lab. */
const memoryFolder = '/dev/shm';

export async function openLab(): Promise<Lab> {
  const sources = new Map<string, FaultSource>();
  const local = await startLocalOss({
    buckets: [labBucket],
    accounts: [labAccount],
    faults: (request) => sources.get(request.key)?.(request),
  });
  const client = createClient({ region: 'cn-hangzhou', endpoint: local.endpoint, credentials: labAccount });
  const folder = await mkdtemp(join(existsSync(memoryFolder) ? memoryFolder : tmpdir(), 'fault-lab-'));
  return {
    local,
    folder,
    store: async (key, content) => {
      await local.generateObject({ bucket: labBucket, key, ...content });
    },
    presign: (key, generation) =>
      client.presign(getObject({ bucket: labBucket, key, parameters: { generation: String(generation) } })),
    setFaults(key, source) {
      if (source === undefined) sources.delete(key);
      else sources.set(key, source);
    },
    async close() {
      await local.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
