import { OssError } from '@ossferry/contract';
import { nameOf, onStorage } from './storage-error.ts';

/** Where a name of the origin private file system leads. */
export interface OpfsLocation {
  readonly folder: FileSystemDirectoryHandle;
  readonly fileName: string;
  /** Holds bytes and journal until the file is whole. */
  readonly workspaceName: string;
}

/**
 * Finds where `name` leads, `null` where one of its folders is missing; fails with `InvalidDestination`, `DestinationIsFolder` or
 * `NoDestinationFits`.
 */
export async function findOpfsLocation(name: string): Promise<OpfsLocation | null> {
  const { folders, fileName } = splitName(name);
  return onStorage(name, async () => {
    let folder = await openRoot();
    for (const segment of folders) {
      const next = await orNull(folder.getDirectoryHandle(segment));
      if (next === null) return null;
      folder = next;
    }
    return locationOf(folder, fileName);
  });
}

/** Finds where `name` leads, and makes the folders that are missing; fails as `findOpfsLocation` does. */
export async function createOpfsLocation(name: string): Promise<OpfsLocation> {
  const { folders, fileName } = splitName(name);
  return onStorage(name, async () => {
    let folder = await openRoot();
    for (const segment of folders) folder = await folder.getDirectoryHandle(segment, { create: true });
    return locationOf(folder, fileName);
  });
}

/** Bytes that an earlier run of the download to `name` holds; 0 when there are none, or nobody can tell. */
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

/** Gives the handle of a file that exists, `null` where there is none. */
export function findFile(folder: FileSystemDirectoryHandle, name: string): Promise<FileSystemFileHandle | null> {
  return orNull(folder.getFileHandle(name));
}

/** Removes a file or folder with all that is in it, when it is there. */
export async function removeEntry(folder: FileSystemDirectoryHandle, name: string): Promise<void> {
  await orNull(folder.removeEntry(name, { recursive: true }));
}

/** What is not there gives `null`. */
function orNull<T>(found: Promise<T>): Promise<T | null> {
  return found.catch((error) => {
    if (nameOf(error) === 'NotFoundError') return null;
    throw error;
  });
}

function splitName(name: string): { readonly folders: readonly string[]; readonly fileName: string } {
  const segments = name.split('/');
  // Some browsers refuse a backslash wherever they run, and some on Windows.
  if (segments.some((segment) => segment === '' || segment === '.' || segment === '..' || segment.includes('\\'))) {
    throw new OssError({
      code: 'InvalidDestination',
      phase: 'config',
      message: `"${name}" does not name a file of the origin private file system.`,
      advice: 'Give a name such as "downloads/movie.mp4".',
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
        'This browser has no origin private file system here: it is too old, the window is private, or the page is not secure.',
      advice: 'Use toPickedFile() where showSaveFilePicker exists, or downloadWithAnchor().',
      cause,
    });
  }
}
