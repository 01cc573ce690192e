import { createClient, getObject } from '@ossferry/client';
import { type Check, checksOf } from './check.ts';
import { expectEqual } from './expect.ts';
import type { TestConfig } from './test-config.ts';

/** workerd's stream that computes a digest. */
type DigestStream = WritableStream<Uint8Array> & { readonly digest: Promise<ArrayBuffer> };

/** A download with the client's transport, for runtimes without a disk and without WebAssembly from bytes. */
export function streamedDownloadChecks({ bucket, account, ossEndpoint, large }: TestConfig): readonly Check[] {
  const client = createClient({ region: 'cn-hangzhou', endpoint: ossEndpoint, credentials: account });
  return checksOf('download', {
    'streamed, without CRC-64': async () => {
      const { body, headers } = await client.send(getObject({ bucket, key: large.key }));
      const DigestStream = Reflect.get(crypto, 'DigestStream') as new (algorithm: string) => DigestStream;
      const hash = new DigestStream('SHA-256');
      let sizeBytes = 0;
      const counter = new TransformStream<Uint8Array, Uint8Array>({
        transform(chunk, controller) {
          sizeBytes += chunk.byteLength;
          controller.enqueue(chunk);
        },
      });
      await body?.pipeThrough(counter).pipeTo(hash);
      const sha256 = [...new Uint8Array(await hash.digest)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
      expectEqual(
        { sizeBytes, sha256, crc64: headers.get('x-oss-hash-crc64ecma') },
        { sizeBytes: large.sizeBytes, sha256: large.sha256, crc64: large.crc64 },
      );
    },
  });
}
