import { constants, fdatasync, write } from 'node:fs';
import { promisify } from 'node:util';

const [writeSome, sync] = [promisify(write), promisify(fdatasync)];

// On Linux a write to such a file ends when its bytes are on the disk: one trip through the thread pool instead of two.
// Elsewhere the flag promises less than a sync does (macOS leaves the bytes in the cache of the drive), or is not there.
const writesAreSynced = process.platform === 'linux';

/** Opens a file that must not exist yet, for {@link writeDurably}. */
export const durableFlags: number =
  constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL | (writesAreSynced ? constants.O_DSYNC : 0);

/** Writes all of `bytes` to an empty file opened with {@link durableFlags}; resolves when they are on the disk for good. */
export async function writeDurably(descriptor: number, bytes: Uint8Array): Promise<void> {
  for (let done = 0; done < bytes.length; ) {
    const { bytesWritten } = await writeSome(descriptor, bytes, done, bytes.length - done, done);
    done += bytesWritten;
  }
  if (!writesAreSynced) await sync(descriptor);
}
