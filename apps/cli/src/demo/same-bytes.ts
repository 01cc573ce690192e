import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { finished } from 'node:stream/promises';

const chunkBytes = 4 * 1024 * 1024;

/** Compares the contents of two files. Afterwards, both are closed: Windows cannot delete open files. */
export async function sameBytes(firstPath: string, secondPath: string): Promise<boolean> {
  const [first, second] = await Promise.all([stat(firstPath), stat(secondPath)]);
  if (first.size !== second.size) return false;
  const chunks = createReadStream(firstPath, { highWaterMark: chunkBytes });
  const otherChunks = createReadStream(secondPath, { highWaterMark: chunkBytes });
  try {
    // All chunks but the last have exactly this size, so both streams split at the same offsets.
    const others = otherChunks[Symbol.asyncIterator]();
    for await (const chunk of chunks) {
      const other = await others.next();
      if (other.done || !(chunk as Buffer).equals(other.value)) return false;
    }
    return true;
  } finally {
    for (const stream of [chunks, otherChunks]) await finished(stream.destroy()).catch(() => undefined);
  }
}
