import type { BrowserWorkspace } from './browser-workspace.ts';
import { takeDestinationLock } from './destination-lock.ts';
import { moveOver, openInPlace, readAt, requireWorker, writeFully } from './opfs-files.ts';
import { findFile, createOpfsLocation, type OpfsLocation, removeEntry } from './opfs-folder.ts';
import type { SyncAccessHandle, WorkerFileHandle } from './opfs-types.ts';
import { destinationExists, diskFull, onStorage, storageError } from './storage-error.ts';

export interface OpfsWorkspaceOptions {
  /** Replace a file that exists. @default false */
  readonly overwrite?: boolean | undefined;
  /** Takes the whole and verified bytes elsewhere, instead of giving them their name in this file system. */
  readonly handOver?: ((data: File) => Promise<File>) | undefined;
}

/**
 * Opens the workspace of a file in the origin private file system: the folder `<name>.ossferry` with `data` and
 * `journal`. Only a worker can, since only there files are written in place. Fails before anything is fetched with
 * `DestinationExists`, `DestinationBusy`, `DestinationIsFolder`, `InvalidDestination` or `NoDestinationFits`.
 */
export async function openOpfsWorkspace(name: string, options: OpfsWorkspaceOptions = {}): Promise<BrowserWorkspace> {
  const { overwrite = false, handOver } = options;
  requireWorker();
  const place = await createOpfsLocation(name);
  return onStorage(name, async () => {
    const refuseExisting = async (): Promise<void> => {
      if (handOver !== undefined || overwrite) return;
      if ((await findFile(place.folder, place.fileName)) !== null) throw destinationExists(name);
    };
    await refuseExisting();
    const unlock = await takeDestinationLock(name);
    let data: SyncAccessHandle | undefined;
    try {
      await refuseExisting(); // Whoever had the lock may just have finished it.
      const home = await place.folder.getDirectoryHandle(place.workspaceName, { create: true });
      const dataHandle = (await home.getFileHandle('data', { create: true })) as WorkerFileHandle;
      data = await openInPlace(dataHandle);
      const journal = await openInPlace(await home.getFileHandle('journal', { create: true }));
      return createWorkspace({ name, place, home, dataHandle, data, journal, overwrite, handOver, unlock });
    } catch (error) {
      data?.close();
      unlock();
      throw error;
    }
  });
}

interface OpenWorkspace extends OpfsWorkspaceOptions {
  readonly name: string;
  readonly place: OpfsLocation;
  readonly home: FileSystemDirectoryHandle;
  readonly dataHandle: WorkerFileHandle;
  readonly data: SyncAccessHandle;
  readonly journal: SyncAccessHandle;
  readonly unlock: () => void;
}

function createWorkspace(opened: OpenWorkspace): BrowserWorkspace {
  const { name, place, home, dataHandle, data, overwrite, handOver, unlock } = opened;
  const { folder, fileName, workspaceName } = place;
  let { journal } = opened;
  let finished: File | undefined;

  const replaceJournal = async (bytes: Uint8Array): Promise<void> => {
    const next = (await home.getFileHandle('journal.next', { create: true })) as WorkerFileHandle;
    const written = await openInPlace(next);
    try {
      written.truncate(0);
      writeFully(written, bytes, 0);
      written.flush();
    } finally {
      written.close();
    }
    journal.close();
    await moveOver(next, home, 'journal');
    journal = await openInPlace(await home.getFileHandle('journal', { create: true }));
  };

  /** Gives the whole bytes their name. */
  const appear = async (): Promise<File> => {
    if (!overwrite && (await findFile(folder, fileName)) !== null) throw destinationExists(name);
    await moveOver(dataHandle, folder, fileName);
    return (await folder.getFileHandle(fileName)).getFile();
  };

  const hasJournal = (): boolean => {
    try {
      return journal.getSize() > 0;
    } catch {
      return true; // It was closed by a failure half-way: nobody knows.
    }
  };

  return {
    sink: {
      write(bytes, offset) {
        try {
          writeFully(data, bytes, offset);
        } catch (cause) {
          throw storageError(cause, name);
        }
      },
    },
    sync: () => onStorage(name, () => data.flush()),
    readJournal: () => onStorage(name, () => readAt(journal, 0, journal.getSize())),
    appendJournal: (bytes) => onStorage(name, () => writeFully(journal, bytes, journal.getSize())),
    replaceJournal: (bytes) => onStorage(name, () => replaceJournal(bytes)),
    reset: () =>
      onStorage(name, () => {
        journal.truncate(0);
        data.truncate(0);
        return true;
      }),
    read: (offset, length) => onStorage(name, () => readAt(data, offset, length)),
    reserve: (sizeBytes) =>
      onStorage(name, async () => {
        const growthBytes = sizeBytes - data.getSize();
        const { quota = Number.POSITIVE_INFINITY, usage = 0 } = await navigator.storage.estimate();
        if (growthBytes > quota - usage) throw diskFull(name, growthBytes, Math.max(0, quota - usage));
        data.truncate(sizeBytes);
      }),
    async commit() {
      await onStorage(name, () => {
        data.flush();
        data.close();
      });
      const whole = handOver && (await onStorage(name, () => dataHandle.getFile()));
      // What ends the handing over is told as it is: it may be an abort.
      finished = whole ? await handOver(whole) : await onStorage(name, appear);
    },
    async openFile() {
      if (finished === undefined) throw new Error('the file is not finished');
      return finished;
    },
    async release() {
      const kept = finished === undefined && hasJournal();
      data.close();
      journal.close();
      // What cannot be removed now is found and used, or removed, by the next run.
      if (!kept) await removeEntry(folder, workspaceName).catch(() => undefined);
      unlock();
    },
  };
}
