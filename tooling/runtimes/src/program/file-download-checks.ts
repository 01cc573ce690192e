import { createHash } from 'node:crypto';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { createClient, getObject } from '@ossferry/client';
import { type DownloadOptions, download, downloadToStream } from '@ossferry/downloader-node';
import { type Check, checksOf } from './check.ts';
import { expectEqual } from './expect.ts';
import type { StoredObject, TestConfig } from './test-config.ts';

/** Verified downloads with the downloader for Node.js. */
export function fileDownloadChecks(config: TestConfig): readonly Check[] {
  const { bucket, account, ossEndpoint, small, large } = config;
  const client = createClient({ region: 'cn-hangzhou', endpoint: ossEndpoint, credentials: account });
  const source = (key: string) => () => client.presign(getObject({ bucket, key }));

  const downloadFile = async (object: StoredObject, options: DownloadOptions): Promise<void> => {
    let threads = 0;
    const countThread = (): void => {
      threads += 1;
    };
    process.on('worker', countThread);
    const folder = await mkdtemp(join(tmpdir(), 'ossferry-runtime-'));
    try {
      const path = join(folder, 'object');
      const { verified, crc64, sizeBytes } = await download(source(object.key), path, options);
      const sha256 = createHash('sha256')
        .update(await readFile(path))
        .digest('hex');
      expectEqual({ verified, crc64, sizeBytes, sha256 }, expectedOf(object));
      // A small object would not use threads.
      expectEqual(threads, options.threads);
    } finally {
      process.off('worker', countThread);
      await rm(folder, { recursive: true, force: true });
    }
  };

  return checksOf('download', {
    'to a file': () => downloadFile(small, { threads: 0 }),
    'in ranges': () => downloadFile(large, { threads: 0, partSizeBytes: 4 * 1024 * 1024, parallel: 4 }),
    'by threads': () => downloadFile(large, { threads: 2, partSizeBytes: 4 * 1024 * 1024, parallel: 4 }),
    'to a stream': async () => {
      const hash = createHash('sha256');
      let sizeBytes = 0;
      const stream = new Writable({
        write(chunk: Uint8Array, _encoding, done) {
          hash.update(chunk);
          sizeBytes += chunk.byteLength;
          done();
        },
      });
      const { verified, crc64 } = await downloadToStream(source(small.key), stream);
      expectEqual({ verified, crc64, sizeBytes, sha256: hash.digest('hex') }, expectedOf(small));
    },
  });
}

function expectedOf({ crc64, sizeBytes, sha256 }: StoredObject): object {
  return { verified: 'crc64', crc64, sizeBytes, sha256 };
}
