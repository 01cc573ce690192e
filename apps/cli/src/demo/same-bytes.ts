import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';

const chunkBytes = 4 * 1024 * 1024;

/** Compares the contents of two files. */
export async function sameBytes(firstPath: string, secondPath: string): Promise<boolean> {
  const [first, second] = await Promise.all([stat(firstPath), stat(secondPath)]);
  if (first.size !== second.size) return false;
  // All chunks but the last have exactly this size, so both streams split at the same offsets.
  const others = createReadStream(secondPath, { highWaterMark: chunkBytes })[Symbol.asyncIterator]();
  for await (const chunk of createReadStream(firstPath, { highWaterMark: chunkBytes })) {
    const other = await others.next();
    if (other.done || !(chunk as Buffer).equals(other.value)) return false;
  }
  return true;
}
