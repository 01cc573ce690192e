import { randomFillSync } from 'node:crypto';
import { mkdir, mkdtemp, open, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createCRC64 } from 'hash-wasm';
import { startNginx } from './nginx.ts';

/** An object served by nginx, and a path for its download. */
export interface ServedObject {
  readonly origin: string;
  readonly name: string;
  readonly sizeBytes: number;
  readonly destination: string;
  /** Stops nginx and removes everything. */
  readonly close: () => Promise<void>;
}

/** Creates a file of random bytes, or a sparse one, in a temporary folder, and serves it. */
export async function serveObject(sizeBytes: number, content: 'random' | 'sparse'): Promise<ServedObject> {
  const folder = await mkdtemp(join(tmpdir(), 'ossferry-bench-'));
  const remove = () => rm(folder, { recursive: true, force: true, maxRetries: 5 });
  try {
    await mkdir(join(folder, 'served'));
    const crc64 = await writeContent(join(folder, 'served', name), sizeBytes, content);
    const nginx = await startNginx(folder, crc64);
    const close = async () => {
      await nginx.stop();
      await remove();
    };
    return { origin: nginx.origin, name, sizeBytes, destination: join(folder, 'downloaded'), close };
  } catch (error) {
    await remove();
    throw error;
  }
}

const name = 'object';

/** Formats the CRC-64 as OSS does: unsigned, in decimal. */
async function writeContent(path: string, sizeBytes: number, content: 'random' | 'sparse'): Promise<string> {
  const crc64 = await createCRC64();
  const block = Buffer.alloc(16 * 1024 ** 2);
  const file = await open(path, 'w');
  for (let offset = 0; offset < sizeBytes; offset += block.length) {
    const piece = block.subarray(0, Math.min(block.length, sizeBytes - offset));
    if (content === 'random') await file.write(randomFillSync(piece));
    crc64.update(piece);
  }
  await file.truncate(sizeBytes);
  await file.sync(); // Otherwise it is written out during the first measurements.
  await file.close();
  return BigInt(`0x${crc64.digest()}`).toString();
}
