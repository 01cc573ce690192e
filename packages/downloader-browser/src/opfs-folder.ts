import { OssError } from '@ossferry/contract';
import { nameOf, onStorage } from './storage-error.ts';

/** Where a name of the origin private file system leads. */
export interface OpfsPlace {
  readonly folder: FileSystemDirectoryHandle;
  readonly fileName: string;
  /** Holds bytes and journal until the file is whole. */
  readonly workspaceName: string;
}

/** Finds the folder of `name` and makes those that are missing; fails with `InvalidDestination` or `NoSinkFits`. */
export async function findOpfsPlace(name: string): Promise<OpfsPlace> {
  const segments = name.split('/');
  if (segments.some((segment) => segment === '' || segment === '.' || segment === '..')) {
    throw new OssError({
      code: 'InvalidDestination',
      phase: 'config',
      message: `"${name}" does not name a file of the origin private file system.`,
      advice: 'Give a name such as "downloads/movie.mp4".',
    });
  }
  const fileName = segments.pop() ?? '';
  return onStorage(name, async () => {
    let folder = await openRoot();
    for (const segment of segments) folder = await folder.getDirectoryHandle(segment, { create: true });
    return { folder, fileName, workspaceName: `${fileName}.ossferry` };
  });
}

/** Gives the handle of a file that exists, `null` where there is none. */
export async function findFile(folder: FileSystemDirectoryHandle, name: string): Promise<FileSystemFileHandle | null> {
  return folder.getFileHandle(name).catch((error) => {
    if (nameOf(error) === 'NotFoundError') return null;
    throw error;
  });
}

/** Removes a file or folder with all that is in it, when it is there. */
export async function removeEntry(folder: FileSystemDirectoryHandle, name: string): Promise<void> {
  await folder.removeEntry(name, { recursive: true }).catch((error) => {
    if (nameOf(error) !== 'NotFoundError') throw error;
  });
}

async function openRoot(): Promise<FileSystemDirectoryHandle> {
  try {
    return await navigator.storage.getDirectory();
  } catch (cause) {
    throw new OssError({
      code: 'NoSinkFits',
      phase: 'disk',
      message:
        'This browser has no origin private file system here: it is too old, the window is private, or the page is not secure.',
      advice: 'Use toPickedFile() where showSaveFilePicker exists, or downloadWithAnchor().',
      cause,
    });
  }
}
