import { OssError } from '@ossferry/contract';
import { errorNameOf, wrapStorageErrors } from './storage-error.ts';

/** A resolved path in the origin private file system. */
export interface OpfsLocation {
  readonly folder: FileSystemDirectoryHandle;
  readonly fileName: string;
  /** The folder for bytes and journal until the file is complete. */
  readonly workspaceName: string;
}

/**
 * Resolves `name`; returns `null` if one of its folders is missing. Fails with `InvalidDestination`,
 * `DestinationIsFolder` or `NoDestinationFits`.
 */
export async function findOpfsLocation(name: string): Promise<OpfsLocation | null> {
  const { folders, fileName } = splitName(name);
  return wrapStorageErrors(name, async () => {
    let folder = await openRoot();
    for (const segment of folders) {
      const next = await orNull(folder.getDirectoryHandle(segment));
      if (next === null) return null;
      folder = next;
    }
    return locationOf(folder, fileName);
  });
}

/** Resolves `name` and creates missing folders; fails like `findOpfsLocation`. */
export async function createOpfsLocation(name: string): Promise<OpfsLocation> {
  const { folders, fileName } = splitName(name);
  return wrapStorageErrors(name, async () => {
    let folder = await openRoot();
    for (const segment of folders) folder = await folder.getDirectoryHandle(segment, { create: true });
    return locationOf(folder, fileName);
  });
}

/** Returns the size of the data that an earlier run of the download to `name` has stored; 0 if unknown. */
export async function countStoredBytes(name: string): Promise<number> {
  try {
    const place = await findOpfsLocation(name);
    const home = await place?.folder.getDirectoryHandle(place.workspaceName);
    const data = await (await home?.getFileHandle('data'))?.getFile();
    return data?.size ?? 0;
  } catch {
    return 0;
  }
}

/** Returns the handle of an existing file, or `null`. */
export function findFile(folder: FileSystemDirectoryHandle, name: string): Promise<FileSystemFileHandle | null> {
  return orNull(folder.getFileHandle(name));
}

/** Removes a file or folder recursively, if it exists. */
export async function removeEntry(folder: FileSystemDirectoryHandle, name: string): Promise<void> {
  await orNull(folder.removeEntry(name, { recursive: true }));
}

/** Turns `NotFoundError` into `null`. */
function orNull<T>(found: Promise<T>): Promise<T | null> {
  return found.catch((error) => {
    if (errorNameOf(error) === 'NotFoundError') return null;
    throw error;
  });
}

function splitName(name: string): { readonly folders: readonly string[]; readonly fileName: string } {
  const segments = name.split('/');
  // Some browsers refuse a backslash everywhere, others on Windows.
  if (segments.some((segment) => segment === '' || segment === '.' || segment === '..' || segment.includes('\\'))) {
    throw new OssError({
      code: 'InvalidDestination',
      phase: 'config',
      message: `"${name}" does not name a file of the origin private file system.`,
      advice: 'Use a name such as "downloads/movie.mp4".',
    });
  }
  const fileName = segments.pop() ?? '';
  return { folders: segments, fileName };
}

function locationOf(folder: FileSystemDirectoryHandle, fileName: string): OpfsLocation {
  return { folder, fileName, workspaceName: `${fileName}.ossferry` };
}

async function openRoot(): Promise<FileSystemDirectoryHandle> {
  try {
    return await navigator.storage.getDirectory();
  } catch (cause) {
    throw new OssError({
      code: 'NoDestinationFits',
      phase: 'disk',
      message:
        'The origin private file system is not available: the browser is too old, the window private, or the page not secure.',
      advice: 'Use toPickedFile() where showSaveFilePicker exists, or downloadWithAnchor().',
      cause,
    });
  }
}
