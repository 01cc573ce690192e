import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type BucketOptions, type LocalOss, startLocalOss } from '@ossferry/local-oss';
import { onTestFinished } from 'vitest';

/** A local OSS with one object, and a folder, for one test. */
export interface StartedBucket {
  readonly local: LocalOss;
  /** The bytes of `report.pdf` and of `public/report.pdf`. */
  readonly content: Buffer;
  readonly folder: string;
  /** Environment variables for a program. */
  readonly environment: Readonly<Record<string, string>>;
}

/** Starts `examplebucket` with one object of 2 MB under two names. */
export async function startBucket(options: Partial<BucketOptions> = {}): Promise<StartedBucket> {
  const account = { accessKeyId: 'LTAI5tExample', accessKeySecret: 'local-secret' };
  const local = await startLocalOss({ buckets: [{ name: 'examplebucket', ...options }], accounts: [account] });
  onTestFinished(() => local.close());
  const folder = await mkdtemp(join(tmpdir(), 'ossferry-example-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const content = randomBytes(2_000_000);
  for (const key of ['report.pdf', 'public/report.pdf']) {
    await local.putObject({ bucket: 'examplebucket', key, body: content });
  }
  const environment = {
    OSS_ENDPOINT: local.endpoint,
    OSS_ACCESS_KEY_ID: account.accessKeyId,
    OSS_ACCESS_KEY_SECRET: account.accessKeySecret,
  };
  return { local, content, folder, environment };
}
