import type { Destination } from './destination.ts';
import { takeDestinationLock } from './destination-lock.ts';
import { findOpfsLocation, removeEntry } from './opfs-folder.ts';
import { wrapStorageErrors } from './storage-error.ts';

/**
 * Removes the files of a download from the origin private file system: the finished file, or the bytes and the journal
 * of an unfinished download. Fails with `DestinationBusy` while the download runs.
 */
export async function discardDownload(destination: Destination): Promise<void> {
  const name = destination.kind === 'opfs' ? destination.name : stageOf(destination);
  if (name === undefined) return;
  const place = await findOpfsLocation(name);
  if (place === null) return;
  const { folder, fileName, workspaceName } = place;
  const unlock = await takeDestinationLock(name);
  try {
    await wrapStorageErrors(name, async () => {
      await removeEntry(folder, workspaceName);
      if (destination.kind === 'opfs') await removeEntry(folder, fileName);
    });
  } finally {
    unlock();
  }
}

function stageOf(destination: Exclude<Destination, { kind: 'opfs' }>): string | undefined {
  return destination.kind === 'picked-file' ? destination.stageName : undefined;
}
