import { OssError } from '@ossferry/contract';
import { removeEntry } from './opfs-folder.ts';
import type { SyncAccessHandle, WorkerFileHandle } from './opfs-types.ts';

// Files of the origin private file system that are written in place.

/** Fails with `NoDestinationFits` where files cannot be opened in place, before anything is made for them. */
export function requireWorker(): void {
  const { FileSystemFileHandle: Handle } = globalThis as Partial<typeof globalThis>;
  // A browser that has no such files at all is told so by whoever looks for their root.
  if (Handle === undefined || 'createSyncAccessHandle' in Handle.prototype) return;
  throw new OssError({
    code: 'NoDestinationFits',
    phase: 'config',
    message: 'The origin private file system can be written in place only by a worker, and this is not one.',
    advice: 'Leave threads at 1 and give no option that is a function, or use toPickedFile().',
  });
}

export function openInPlace(handle: FileSystemFileHandle): Promise<SyncAccessHandle> {
  return (handle as WorkerFileHandle).createSyncAccessHandle();
}

/** Gives a file the name of another one, and its place. */
export async function moveOver(
  handle: WorkerFileHandle,
  folder: FileSystemDirectoryHandle,
  name: string,
): Promise<void> {
  try {
    await handle.move(folder, name); // In one step, where the browser replaces what is there.
  } catch {
    await removeEntry(folder, name);
    await handle.move(folder, name);
  }
}

export function writeFully(handle: SyncAccessHandle, bytes: Uint8Array, offset: number): void {
  for (let done = 0; done < bytes.length; ) {
    const written = handle.write(done === 0 ? bytes : bytes.subarray(done), { at: offset + done });
    if (written === 0) throw new DOMException('nothing was written', 'QuotaExceededError');
    done += written;
  }
}

/** Fewer bytes than asked for come back where the file ends. */
export function readAt(handle: SyncAccessHandle, offset: number, length: number): Uint8Array {
  const bytes = new Uint8Array(length);
  return bytes.subarray(0, handle.read(bytes, { at: offset }));
}
