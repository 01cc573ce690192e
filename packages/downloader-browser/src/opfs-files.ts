import { OssError } from '@ossferry/contract';
import { removeEntry } from './opfs-folder.ts';
import type { SyncAccessHandle, WorkerFileHandle } from './opfs-types.ts';
import { errorNameOf } from './storage-error.ts';

/** Fails with `NoDestinationFits` outside of workers, where files cannot be opened in place. */
export function requireWorker(): void {
  const { FileSystemFileHandle: Handle } = globalThis as Partial<typeof globalThis>;
  // If the browser has no such files at all, opening their root reports that.
  if (Handle === undefined || 'createSyncAccessHandle' in Handle.prototype) return;
  throw new OssError({
    code: 'NoDestinationFits',
    phase: 'config',
    message: 'Only a worker can write in place to the origin private file system.',
    advice: 'Omit the options threads, transport, now and random, or use toPickedFile().',
  });
}

export function openInPlace(handle: FileSystemFileHandle): Promise<SyncAccessHandle> {
  return (handle as WorkerFileHandle).createSyncAccessHandle();
}

/** Opens a file in place. In browsers that support it, other workers can open it at the same time. */
export function openShared(handle: FileSystemFileHandle): Promise<SyncAccessHandle> {
  return (handle as WorkerFileHandle).createSyncAccessHandle({ mode: 'readwrite-unsafe' });
}

/** Moves a file, replacing the target. If the file is still open somewhere, the target stays as it is. */
export async function moveOver(
  handle: WorkerFileHandle,
  folder: FileSystemDirectoryHandle,
  name: string,
): Promise<void> {
  try {
    await handle.move(folder, name); // Atomic in browsers that replace an existing target.
  } catch (cause) {
    if (errorNameOf(cause) === 'NoModificationAllowedError') throw cause;
    await removeEntry(folder, name);
    await handle.move(folder, name);
  }
}

export function writeFully(handle: SyncAccessHandle, bytes: Uint8Array, offset: number): void {
  for (let done = 0; done < bytes.length; ) {
    const written = handle.write(done === 0 ? bytes : bytes.subarray(done), { at: offset + done });
    // In incognito windows, Chromium returns 2 ** 32 - 8 instead of throwing when the quota is exhausted.
    if (written === 0 || written > bytes.length - done) throw quotaExceeded();
    done += written;
  }
}

/**
 * Changes the size of a file, within the quota. `estimate()` does not tell it: Chromium reports 10 GiB more than are
 * used, whatever is free.
 */
export function resize(handle: SyncAccessHandle, sizeBytes: number): void {
  try {
    handle.truncate(sizeBytes);
  } catch {
    // Beyond the quota, Firefox throws several internal errors, and an incognito window of Chromium throws nothing.
  }
  if (handle.getSize() !== sizeBytes) throw quotaExceeded();
}

/** Reads up to `length` bytes; returns fewer at the end of the file. */
export function readAt(handle: SyncAccessHandle, offset: number, length: number): Uint8Array {
  const bytes = new Uint8Array(length);
  return bytes.subarray(0, handle.read(bytes, { at: offset }));
}

function quotaExceeded(): DOMException {
  return new DOMException('no space', 'QuotaExceededError');
}
