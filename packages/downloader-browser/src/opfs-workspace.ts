import type { BrowserWorkspace } from './browser-workspace.ts';
import { takeDestinationLock } from './destination-lock.ts';
import type { Flusher } from './flusher/open-flusher.ts';
import { moveOver, openInPlace, openShared, readAt, requireWorker, resize, writeFully } from './opfs-files.ts';
import { createOpfsLocation, findFile, type OpfsLocation, removeEntry } from './opfs-folder.ts';
import type { SyncAccessHandle, WorkerFileHandle } from './opfs-types.ts';
import { destinationExists, storageError, wrapStorageErrors } from './storage-error.ts';

export interface OpfsWorkspaceOptions {
  /** Replace an existing file. @default false */
  readonly overwrite?: boolean | undefined;
  /** Copies the complete, verified file elsewhere, instead of renaming it in this file system. */
  readonly exportFile?: ((data: File) => Promise<File>) | undefined;
  /** Starts another worker that flushes the file. @default flush in the calling thread */
  readonly openFlusher?: ((data: FileSystemFileHandle) => Flusher) | undefined;
}

/**
 * Opens the workspace of a file in the origin private file system: the folder `<name>.ossferry` with `data` and
 * `journal`. Works only in a worker, since files are written in place. Fails before the first request with
 * `DestinationExists`, `DestinationBusy`, `DestinationIsFolder`, `InvalidDestination` or `NoDestinationFits`.
 */
export async function openOpfsWorkspace(name: string, options: OpfsWorkspaceOptions = {}): Promise<BrowserWorkspace> {
  const { overwrite = false, exportFile, openFlusher } = options;
  requireWorker();
  const place = await createOpfsLocation(name);
  return wrapStorageErrors(name, async () => {
    const refuseExisting = async (): Promise<void> => {
      if (exportFile !== undefined || overwrite) return;
      if ((await findFile(place.folder, place.fileName)) !== null) throw destinationExists(name);
    };
    await refuseExisting();
    const unlock = await takeDestinationLock(name);
    let data: SyncAccessHandle | undefined;
    try {
      await refuseExisting(); // The previous lock holder may just have finished it.
      const home = await place.folder.getDirectoryHandle(place.workspaceName, { create: true });
      const dataHandle = (await home.getFileHandle('data', { create: true })) as WorkerFileHandle;
      data = await openShared(dataHandle); // The lock excludes other downloads.
      const journal = await openInPlace(await home.getFileHandle('journal', { create: true }));
      const files = { home, dataHandle, data, journal };
      return createWorkspace({ name, place, ...files, overwrite, exportFile, openFlusher, unlock });
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
  const { name, place, home, dataHandle, data, overwrite, exportFile, openFlusher, unlock } = opened;
  const { folder, fileName, workspaceName } = place;
  let { journal } = opened;
  let finished: File | undefined;
  let flusher: Flusher | undefined;
  let flushes = 0;

  // A short download ends with its first flush, so the worker is started at the second one.
  const flush = async (): Promise<void> => {
    flushes += 1;
    if (flushes === 2 && data.mode === 'readwrite-unsafe') flusher = openFlusher?.(dataHandle);
    if (!(await flusher?.flush())) data.flush();
  };

  // When it closes the file, Chromium adds what the file has grown since it opened it to the used space, again.
  const endFlusher = async (): Promise<void> => {
    await flusher?.close();
    flusher = undefined;
    flushes = 0;
  };

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

  /** Moves the complete file to its name. */
  const publish = async (): Promise<File> => {
    if (!overwrite && (await findFile(folder, fileName)) !== null) throw destinationExists(name);
    await moveOver(dataHandle, folder, fileName);
    return (await folder.getFileHandle(fileName)).getFile();
  };

  const hasJournal = (): boolean => {
    try {
      return journal.getSize() > 0;
    } catch {
      return true; // A failed replacement closed it: assume that there is one.
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
    sync: () => wrapStorageErrors(name, flush),
    readJournal: () => wrapStorageErrors(name, () => readAt(journal, 0, journal.getSize())),
    appendJournal: (bytes) => wrapStorageErrors(name, () => writeFully(journal, bytes, journal.getSize())),
    replaceJournal: (bytes) => wrapStorageErrors(name, () => replaceJournal(bytes)),
    reset: () =>
      wrapStorageErrors(name, async () => {
        await endFlusher();
        journal.truncate(0);
        data.truncate(0);
        return true;
      }),
    read: (offset, length) => wrapStorageErrors(name, () => readAt(data, offset, length)),
    reserve: (sizeBytes) => wrapStorageErrors(name, () => resize(data, sizeBytes)),
    async commit() {
      await endFlusher();
      await wrapStorageErrors(name, () => {
        data.flush();
        data.close();
      });
      const complete = exportFile && (await wrapStorageErrors(name, () => dataHandle.getFile()));
      // Errors of `exportFile` are not wrapped: one may be the reason of an abort.
      finished = complete ? await exportFile(complete) : await wrapStorageErrors(name, publish);
    },
    async openFile() {
      if (finished === undefined) throw new Error('the file is not finished');
      return finished;
    },
    async release() {
      const kept = finished === undefined && hasJournal();
      await endFlusher();
      data.close();
      journal.close();
      // If this fails, the next run reuses or removes the folder.
      if (!kept) await removeEntry(folder, workspaceName).catch(() => undefined);
      unlock();
    },
  };
}
