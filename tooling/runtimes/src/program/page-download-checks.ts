import { createClient, getObject } from '@ossferry/client';
import { type Destination, type DownloadOptions, download, toMemory, toOpfs } from '@ossferry/downloader-browser';
import { type Check, checksOf } from './check.ts';
import { expectEqual } from './expect.ts';
import { sha256Of } from './sha256-of.ts';
import type { StoredObject, TestConfig } from './test-config.ts';

/** Verified downloads with the downloader for browsers. */
export function pageDownloadChecks(config: TestConfig): readonly Check[] {
  const { bucket, account, ossEndpoint, small, large } = config;
  const client = createClient({ region: 'cn-hangzhou', endpoint: ossEndpoint, credentials: account });

  const downloadTo = async (
    object: StoredObject,
    destination: Destination,
    options: DownloadOptions = {},
  ): Promise<void> => {
    const source = () => client.presign(getObject({ bucket, key: object.key }));
    const { verified, crc64, sizeBytes, file } = await download(source, destination, options);
    expectEqual(
      { verified, crc64, sizeBytes, sha256: await sha256Of(await file.arrayBuffer()) },
      { verified: 'crc64', crc64: object.crc64, sizeBytes: object.sizeBytes, sha256: object.sha256 },
    );
  };

  return checksOf('download', {
    'to memory': () => downloadTo(small, toMemory(), { threads: 0 }),
    'in ranges': () => downloadTo(large, toMemory(), { partSizeBytes: 4 * 1024 * 1024, parallel: 4 }),
    'by a worker to OPFS': () => downloadTo(large, toOpfs('large'), { partSizeBytes: 4 * 1024 * 1024, parallel: 4 }),
  });
}
