import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { createClient, getObject } from '@ossferry/client';
import { fromEnv } from '@ossferry/credentials';
import { type BatchItem, downloadAll } from '@ossferry/downloader-node';

const [, , manifest = 'manifest.ndjson', folder = 'mirror'] = process.argv;
const { OSS_REGION = 'cn-hangzhou', OSS_ENDPOINT } = process.env;
const oss = createClient({ region: OSS_REGION, endpoint: OSS_ENDPOINT, credentials: fromEnv() });

// What is there already is left alone, what is half there goes on, and one that fails does not stop the others.
const { done, skipped, failed } = await downloadAll(readItems(), {
  whenPresent: 'skip',
  onResult: ({ item, status, error }) => console.log(status, item.id, error?.message ?? ''),
});
console.log(`${done} done, ${skipped} were there, ${failed} failed`);
process.exitCode = failed > 0 ? 1 : 0;

/** Reads one line when there is room for one more download: the manifest may have millions of them. */
async function* readItems(): AsyncGenerator<BatchItem> {
  for await (const line of createInterface({ input: createReadStream(manifest) })) {
    const { bucket, key, sizeBytes, crc64 } = JSON.parse(line) as ManifestLine;
    if (key.split('/').includes('..')) throw new Error(`${key} would leave the folder.`);
    // Signed when its turn comes, and again should the URL end before the download does.
    const source = () => oss.presign(getObject({ bucket, key }));
    yield { id: key, source, destination: join(folder, key), sizeBytes, crc64 };
  }
}

interface ManifestLine {
  readonly bucket: string;
  readonly key: string;
  readonly sizeBytes?: number;
  /** Decimal, as OSS writes it. */
  readonly crc64?: string;
}
