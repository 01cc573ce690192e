import { noJournal } from '@ossferry/downloader-core/internal';
import type { BrowserWorkspace } from './browser-workspace.ts';
import { storageError, wrapStorageErrors } from './storage-error.ts';

/**
 * Opens a picked file for random-access writes. The browser writes to a copy, which replaces the file when the download
 * completes; a failed download leaves the file unchanged.
 */
export async function openPickedFileWorkspace(handle: FileSystemFileHandle): Promise<BrowserWorkspace> {
  const { name } = handle;
  const writable = await wrapStorageErrors(name, () => handle.createWritable());
  let closed = false;
  return {
    ...noJournal,
    sink: {
      write: (data, position) =>
        wrapStorageErrors(name, () =>
          writable.write({ type: 'write', position, data: data as Uint8Array<ArrayBuffer> }),
        ),
    },
    reset: () => wrapStorageErrors(name, () => writable.truncate(0).then(() => true)),
    reserve: (sizeBytes) => wrapStorageErrors(name, () => writable.truncate(sizeBytes)),
    commit: () =>
      wrapStorageErrors(name, async () => {
        closed = true;
        await writable.close();
      }),
    openFile: () => wrapStorageErrors(name, () => handle.getFile()),
    async release() {
      if (!closed) await writable.abort().catch(() => undefined);
    },
  };
}

/**
 * Copies a finished file to the picked one. An abort leaves the picked file unchanged and rejects with the signal's
 * reason.
 */
export async function copyToPickedFile(
  data: File,
  handle: FileSystemFileHandle,
  signal: AbortSignal | undefined,
): Promise<File> {
  try {
    await data.stream().pipeTo(await handle.createWritable(), signal && { signal });
    return await handle.getFile();
  } catch (cause) {
    signal?.throwIfAborted();
    throw storageError(cause, handle.name);
  }
}
