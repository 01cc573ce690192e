import { randomBytes } from 'node:crypto';
import type { Credentials } from '@ossferry/contract';
import { corsRule } from '@ossferry/downloader-browser';
import { type LocalOss, startLocalOss } from '@ossferry/local-oss';
import type { Sample } from '../api.ts';
import { storeSamples } from './samples.ts';

/** A local OSS with sample objects, and its credentials. */
export interface DemoOss {
  readonly local: LocalOss;
  readonly credentials: Credentials;
  readonly samples: readonly Sample[];
  /** Scheme and authority of the custom domain, which is bound to the first bucket. */
  readonly customDomain: string;
}

export interface DemoOssOptions {
  /** The origin of the page. */
  readonly origin: string;
  /** Sends at full speed. @default false, slow enough to watch */
  readonly fast?: boolean | undefined;
}

export const region = 'cn-hangzhou';
export const demoBucket = 'demo';
export const requesterPaysBucket = 'demo-requester-pays';

// Browsers resolve all names under `localhost` to this machine.
const customHost = 'files.localhost';

/** Starts the local OSS of the page. */
export async function startDemoOss({ origin, fast = false }: DemoOssOptions): Promise<DemoOss> {
  const credentials = { accessKeyId: 'LTAI5tDemo', accessKeySecret: randomBytes(24).toString('base64url') };
  const { exposeHeaders } = corsRule({ origin });
  const cors = [{ allowedOrigins: [origin], allowedMethods: ['GET'], allowedHeaders: ['*'], exposeHeaders } as const];
  const local = await startLocalOss({
    region,
    accounts: [credentials],
    buckets: [
      { name: demoBucket, versioning: 'Enabled', customDomains: [customHost], cors },
      { name: requesterPaysBucket, requestPayer: 'Requester', cors },
    ],
  });
  if (!fast) {
    local.setFaults(({ method }) =>
      method === 'GET' ? { type: 'drip', chunkBytes: 64 * 1024, pauseMs: 70 } : undefined,
    );
  }
  return {
    local,
    credentials,
    samples: await storeSamples(local),
    customDomain: `http://${customHost}:${local.port}`,
  };
}
