import { constants } from 'node:os';
import { OssError } from '@ossferry/contract';

/** Says in one line what the file system refused to do with `path`. */
export function diskError(cause: unknown, path: string): OssError {
  const systemCode = (cause as NodeJS.ErrnoException | null)?.code ?? 'unknown';
  const { code, what, advice } = kinds[systemCode] ?? {
    code: 'DiskFailed',
    what: `cannot be used (${systemCode})`,
    advice: 'See the cause.',
  };
  return new OssError({ code, phase: 'disk', message: `"${shown(path)}" ${what}.`, advice, cause });
}

/** What is longer no line can show; its end is what tells it from others. */
function shown(path: string): string {
  return path.length <= 1000 ? path : `…${path.slice(-200)}`;
}

/** Says that the object does not fit. */
export function diskFull(path: string, missingBytes?: number, freeBytes?: number): OssError {
  const how = missingBytes === undefined ? '' : `: ${missingBytes} bytes are to come, ${freeBytes} are free`;
  return new OssError({
    code: 'DiskFull',
    phase: 'disk',
    message: `The disk that holds "${path}" is full${how}.`,
    advice: 'Make room and run it again: what came is kept.',
  });
}

/** Says that what stands in the place of a download's own folder is none that a download made. */
export function workspaceForeign(folder: string, what: string): OssError {
  return new OssError({
    code: 'WorkspaceForeign',
    phase: 'disk',
    message: `"${folder}" is in the place of the folder that keeps what came, and ${what}: no download left that there.`,
    advice: 'Move it away, or choose another name for the file.',
  });
}

/** Says that what came is not there any more. */
export function workspaceGone(folder: string): OssError {
  return new OssError({
    code: 'DiskFailed',
    phase: 'disk',
    message: `"${folder}", which held what came, was taken away while the download ran.`,
    advice: 'Let nobody clean up there, and run it again.',
  });
}

/** Runs a file operation; its failure becomes an `OssError` that names `path`. */
export async function onDisk<T>(path: string, operation: () => Promise<T>): Promise<T> {
  try {
    return await operation();
  } catch (cause) {
    if (OssError.isInstance(cause)) throw cause;
    throw isDiskFull(cause) ? diskFull(path) : diskError(cause, path);
  }
}

export function isDiskFull(cause: unknown): boolean {
  const { code, errno } = (cause ?? {}) as NodeJS.ErrnoException;
  // Node has no name for a quota that is used up, and gives the code UNKNOWN.
  return code === 'ENOSPC' || errno === -constants.errno.EDQUOT;
}

const forbidden = {
  code: 'DestinationForbidden',
  what: 'may not be written',
  advice: 'Check who owns it and its mode.',
};

const belowFile = {
  code: 'FolderMissing',
  what: 'is below something that is not a folder',
  advice: 'Choose another path.',
};

const outOfFiles = {
  code: 'TooManyFiles',
  what: 'cannot be opened: this process has too many files and connections open',
  advice: 'Raise the limit (ulimit -n), or use fewer streams.',
};

const kinds: Readonly<Record<string, { code: string; what: string; advice: string }>> = {
  EACCES: forbidden,
  EPERM: forbidden,
  // What Node itself forbids when it runs with `--permission`. Node 26 then knows no `fsync` either, for no file.
  ERR_ACCESS_DENIED: {
    code: 'DestinationForbidden',
    what: 'may not be used, or not be synced, by this process (ERR_ACCESS_DENIED)',
    advice:
      'Give Node --allow-fs-read and --allow-fs-write for its folder; where it forbids fsync, run it without --permission.',
  },
  EROFS: { code: 'DestinationForbidden', what: 'is on a read-only file system', advice: 'Choose another folder.' },
  ENOENT: { code: 'FolderMissing', what: 'is in a folder that does not exist', advice: 'Make the folder first.' },
  ENOTDIR: belowFile,
  EEXIST: belowFile, // What `mkdir` says when a file has the name of a folder on the way.
  EISDIR: { code: 'DestinationIsFolder', what: 'is a folder', advice: 'Give the name of a file in it.' },
  EMFILE: outOfFiles,
  ENFILE: outOfFiles,
  EBUSY: {
    code: 'DiskFailed',
    what: 'is in use (EBUSY)',
    advice:
      'Close what uses it. A file that is mounted by itself, as into a container, cannot be replaced: mount its folder.',
  },
  EFBIG: {
    code: 'DiskFailed',
    what: 'is larger than a file may be here (EFBIG)',
    advice: 'Choose a disk that takes larger files, or raise the limit of this process (ulimit -f).',
  },
  ENAMETOOLONG: { code: 'NameTooLong', what: 'has a name that is too long', advice: 'Choose a shorter one.' },
};
