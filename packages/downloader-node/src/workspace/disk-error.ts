import { constants } from 'node:os';
import { OssError } from '@ossferry/contract';

/** Explains an error of the file system for `path`. */
export function diskError(cause: unknown, path: string): OssError {
  if (isDiskFull(cause)) return diskFull(path);
  const systemCode = (cause as NodeJS.ErrnoException | null)?.code ?? 'unknown';
  const { code, what, advice } = kinds[systemCode] ?? {
    code: 'DiskFailed',
    what: `cannot be used (${systemCode})`,
    advice: 'See the cause.',
  };
  return new OssError({ code, phase: 'disk', message: `"${shown(path)}" ${what}.`, advice, cause });
}

/** Shortens a long path to its end, which identifies the file. */
function shown(path: string): string {
  return path.length <= 1000 ? path : `…${path.slice(-200)}`;
}

/** The error for an object that does not fit on the disk. */
export function diskFull(path: string, missingBytes?: number, freeBytes?: number): OssError {
  const how = missingBytes === undefined ? '' : `: ${missingBytes} bytes are needed, ${freeBytes} are free`;
  return new OssError({
    code: 'DiskFull',
    phase: 'disk',
    message: `The disk of "${path}" is full${how}.`,
    advice: 'Free some space and run it again: received data is kept.',
  });
}

/** The error for a workspace folder that no download of this user created. */
export function workspaceForeign(folder: string, what: string): OssError {
  return new OssError({
    code: 'WorkspaceForeign',
    phase: 'disk',
    message: `The download needs the folder "${folder}", but it ${what}, so it cannot be used.`,
    advice: 'Move it away, or choose another name for the file.',
  });
}

/** The error for a workspace folder that was deleted during the download. */
export function workspaceGone(folder: string): OssError {
  return new OssError({
    code: 'DiskFailed',
    phase: 'disk',
    message: `"${folder}", which contains the received data, was deleted during the download.`,
    advice: 'Make sure that no program deletes it, and run it again.',
  });
}

/** Runs a file operation. Errors become an `OssError` that names `path`. */
export async function onDisk<T>(path: string, operation: () => Promise<T>): Promise<T> {
  try {
    return await operation();
  } catch (cause) {
    if (OssError.isInstance(cause)) throw cause;
    throw diskError(cause, path);
  }
}

function isDiskFull(cause: unknown): boolean {
  const { code, errno } = (cause ?? {}) as NodeJS.ErrnoException;
  // Node has no name for an exceeded quota, and reports UNKNOWN.
  return code === 'ENOSPC' || errno === -constants.errno.EDQUOT;
}

const forbidden = {
  code: 'DestinationForbidden',
  what: 'is not writable',
  advice: 'Check its permissions and, on Windows, whether another program has it open.',
};

const belowFile = {
  code: 'FolderMissing',
  what: 'is in a path through something that is not a folder',
  advice: 'Choose another path.',
};

const outOfFiles = {
  code: 'TooManyFiles',
  what: 'cannot be opened: this process has too many open files and connections',
  advice: 'Raise the limit (ulimit -n), or use fewer streams.',
};

const kinds: Readonly<Record<string, { code: string; what: string; advice: string }>> = {
  EACCES: forbidden,
  EPERM: forbidden,
  // Node's `--permission`. Node 26 then forbids `fsync` for all files.
  ERR_ACCESS_DENIED: {
    code: 'DestinationForbidden',
    what: 'cannot be used or synced: Node does not permit it (ERR_ACCESS_DENIED)',
    advice:
      'Run Node with --allow-fs-read and --allow-fs-write for its folder, or without --permission if that forbids fsync.',
  },
  EROFS: { code: 'DestinationForbidden', what: 'is on a read-only file system', advice: 'Choose another folder.' },
  ENOENT: { code: 'FolderMissing', what: 'is in a folder that does not exist', advice: 'Create the folder first.' },
  ENOTDIR: belowFile,
  EEXIST: belowFile, // From `mkdir`, if a parent folder is a file.
  EISDIR: { code: 'DestinationIsFolder', what: 'is a folder', advice: 'Give the name of a file in it.' },
  EMFILE: outOfFiles,
  ENFILE: outOfFiles,
  EBUSY: {
    code: 'DiskFailed',
    what: 'is in use (EBUSY)',
    advice:
      'Close the program that uses it. A file mounted on its own, as in a container, cannot be replaced: mount its folder.',
  },
  EIO: {
    code: 'DiskFailed',
    what: 'cannot be read or written: its disk reports an error (EIO)',
    advice: 'Check the disk and its connection, or use a file on another disk.',
  },
  EFBIG: {
    code: 'DiskFailed',
    what: 'exceeds the maximum file size (EFBIG)',
    advice: 'Choose a disk that supports larger files, or raise the limit of this process (ulimit -f).',
  },
  ENAMETOOLONG: { code: 'NameTooLong', what: 'has a name that is too long', advice: 'Choose a shorter name.' },
};
