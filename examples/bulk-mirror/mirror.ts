import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { createClient, getObject } from '@ossferry/client';
import { fromEnv } from '@ossferry/credentials';
import { type BatchItem, downloadAll } from '@ossferry/downloader-node';

const [, , manifest = 'manifest.ndjson', folder = 'mirror'] = process.argv;
const { OSS_REGION = 'cn-hangzhou', OSS_ENDPOINT } = process.env;
const oss = createClient({ region: OSS_REGION, endpoint: OSS_ENDPOINT, credentials: fromEnv() });

// Skips complete files, resumes partial downloads, and continues after failures.
const { done, skipped, failed } = await downloadAll(readItems(), {
  whenPresent: 'skip',
  onResult: ({ item, status, error }) => console.log(status, item.id, error?.message ?? ''),
});
console.log(`${done} done, ${skipped} skipped, ${failed} failed`);
process.exitCode = failed > 0 ? 1 : 0;

/** Reads a line only when the next download can start, because the manifest may have millions of lines. */
async function* readItems(): AsyncGenerator<BatchItem> {
  for await (const line of createInterface({ input: createReadStream(manifest) })) {
    const { bucket, key, sizeBytes, crc64 } = JSON.parse(line) as ManifestLine;
    if (key.split(/[/\\]/).includes('..')) throw new Error(`${key} would leave the folder.`);
    // Signs when the download starts, and again if the URL expires before it ends.
    const source = () => oss.presign(getObject({ bucket, key }));
    yield { id: key, source, destination: join(folder, key), sizeBytes, crc64 };
  }
}

interface ManifestLine {
  readonly bucket: string;
  readonly key: string;
  readonly sizeBytes?: number;
  /** In decimal, like OSS's header. */
  readonly crc64?: string;
}
