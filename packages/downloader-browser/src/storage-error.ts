import { OssError } from '@ossferry/contract';

/** The page's storage quota is exhausted. */
function diskFull(name: string): OssError {
  return new OssError({
    code: 'DiskFull',
    phase: 'disk',
    message: `The browser has no space left for "${name}".`,
    advice: 'Free some space and run it again to resume. A picked file does not count against this limit.',
  });
}

/** Another tab or worker has locked this destination. */
export function destinationBusy(name: string): OssError {
  return new OssError({
    code: 'DestinationBusy',
    phase: 'disk',
    message: `Another download is writing to "${name}", in this tab or another one.`,
    advice: 'Wait for it, or close that tab.',
  });
}

/** The destination exists and may not be replaced. */
export function destinationExists(name: string): OssError {
  return new OssError({
    code: 'DestinationExists',
    phase: 'disk',
    message: `"${name}" already exists.`,
    advice: 'Choose another name, or set `overwrite: true`.',
  });
}

/** Runs an operation on stored files and converts its failure to an `OssError` that names the destination. */
export async function wrapStorageErrors<T>(name: string, operation: () => T | Promise<T>): Promise<T> {
  try {
    return await operation();
  } catch (cause) {
    throw storageError(cause, name);
  }
}

export function storageError(cause: unknown, name: string): OssError {
  if (OssError.isInstance(cause)) return cause;
  const reason = errorNameOf(cause);
  if (reason === 'QuotaExceededError') return diskFull(name);
  if (reason === 'NoModificationAllowedError') return destinationBusy(name);
  if (reason === 'TypeMismatchError') {
    return new OssError({
      code: 'DestinationIsFolder',
      phase: 'disk',
      message: `"${name}" is a folder, or is inside a file.`,
      advice: 'Choose another name.',
      cause,
    });
  }
  if (reason === 'NotAllowedError' || reason === 'SecurityError') {
    return new OssError({
      code: 'DestinationForbidden',
      phase: 'disk',
      message: `The browser does not allow this page to write "${name}" (${reason}).`,
      advice: 'Let the user pick the file again, or leave private mode.',
      cause,
    });
  }
  return new OssError({
    code: 'DiskFailed',
    phase: 'disk',
    message: `"${name}" cannot be read or written (${reason}).`,
    advice: 'See the cause.',
    cause,
  });
}

export function errorNameOf(cause: unknown): string {
  return typeof cause === 'object' && cause !== null && 'name' in cause ? String(cause.name) : 'unknown';
}
