import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { type Client, createClient } from '@ossferry/client';
import type { LocalOss } from '@ossferry/local-oss';
import { startServer } from '../start-server.ts';

/** The local OSS of a demo, and a client with access to it. */
export interface DemoServer {
  readonly local: LocalOss;
  readonly client: Client;
  readonly bucket: string;
  /** The number of connections cut so far. */
  readonly cuts: () => number;
}

const region = 'cn-hangzhou';
const bucket = 'demo';
const cutBytes = 3_000_000;

/**
 * Starts a local OSS in a folder. It cuts the connections of the third and seventh GET, to show that downloads resume.
 */
export async function startDemoServer(folder: string): Promise<DemoServer> {
  const account = { accessKeyId: 'demo', accessKeySecret: randomBytes(24).toString('base64url') };
  let gets = 0;
  let cuts = 0;
  const local = await startServer({
    directory: join(folder, 'oss'),
    buckets: [bucket],
    accounts: [account],
    region,
    faults({ method }) {
      if (method !== 'GET') return undefined;
      gets += 1;
      if (gets !== 3 && gets !== 7) return undefined;
      cuts += 1;
      return { type: 'disconnect', afterBodyBytes: cutBytes };
    },
  });
  const client = createClient({ region, endpoint: local.endpoint, credentials: account });
  return { local, client, bucket, cuts: () => cuts };
}
