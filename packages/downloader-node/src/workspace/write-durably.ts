import { constants, fdatasync, write } from 'node:fs';
import { promisify } from 'node:util';

const [writeSome, sync] = [promisify(write), promisify(fdatasync)];

// On Linux, O_DSYNC makes each write durable: one call through the thread pool instead of two. Elsewhere, it guarantees
// less than a sync (macOS leaves the bytes in the drive's cache), or does not exist.
const writesAreSynced = process.platform === 'linux';

/** Flags to create a new file for {@link writeDurably}. */
export const durableFlags: number =
  constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL | (writesAreSynced ? constants.O_DSYNC : 0);

/** Writes all of `bytes` to an empty file opened with {@link durableFlags}; resolves when they are durable. */
export async function writeDurably(descriptor: number, bytes: Uint8Array): Promise<void> {
  await endOfTurn();
  for (let done = 0; done < bytes.length; ) {
    const { bytesWritten } = await writeSome(descriptor, bytes, done, bytes.length - done, done);
    done += bytesWritten;
  }
  if (!writesAreSynced) await sync(descriptor);
}

let ending: Promise<void> | undefined;

/**
 * Resolves at the end of this turn of the event loop. Files that arrived in one turn are then written together: started
 * one by one, most of them would wake a sleeping thread of the pool.
 */
function endOfTurn(): Promise<void> {
  ending ??= new Promise((resolve) => {
    setImmediate(() => {
      ending = undefined;
      resolve();
    });
  });
  return ending;
}
