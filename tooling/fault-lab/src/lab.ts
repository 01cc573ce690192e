import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createClient, getObject, type PresignResult } from '@ossferry/client';
import { type FaultSource, type LocalOss, startLocalOss } from '@ossferry/local-oss';

/** A local OSS with one object a key, faults of its own for each, and a folder for what is downloaded. */
export interface Lab {
  readonly local: LocalOss;
  readonly folder: string;
  /** Stores an object whose bytes follow from `content`. */
  readonly store: (key: string, content: Content) => Promise<void>;
  /** Each URL of a key is another one: `generation` goes into the query. */
  readonly presign: (key: string, generation: number) => Promise<PresignResult>;
  /** Faults for the requests for `key`; `undefined` lifts them. */
  readonly setFaults: (key: string, source: FaultSource | undefined) => void;
  /** Stops the server and removes the folder. */
  readonly close: () => Promise<void>;
}

/** Bytes that follow from a seed: `generatedBytes` of local-oss. */
export interface Content {
  readonly seed: number;
  readonly sizeBytes: number;
}

/** The account of the lab; no secret of it may ever be shown. */
export const labAccount = { accessKeyId: 'LTAI-fault-lab', accessKeySecret: 'canary-secret-of-the-lab' };

export const labBucket = 'bucket';

/** A busy disk takes so long over each sync that clocks of a second run out; what the lab looks for does not depend on it. */
const memoryDisk = '/dev/shm';

export async function openLab(): Promise<Lab> {
  const sources = new Map<string, FaultSource>();
  const local = await startLocalOss({
    buckets: [labBucket],
    accounts: [labAccount],
    faults: (request) => sources.get(request.key)?.(request),
  });
  const client = createClient({ region: 'cn-hangzhou', endpoint: local.endpoint, credentials: labAccount });
  const folder = await mkdtemp(join(existsSync(memoryDisk) ? memoryDisk : tmpdir(), 'fault-lab-'));
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
