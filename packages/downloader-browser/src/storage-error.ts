import { OssError } from '@ossferry/contract';

/** Says that the browser has no more room for this page. */
export function diskFull(name: string, missingBytes?: number, freeBytes?: number): OssError {
  const how = missingBytes === undefined ? '' : `: ${missingBytes} bytes are to come, ${freeBytes} are free`;
  return new OssError({
    code: 'DiskFull',
    phase: 'disk',
    message: `The browser has no room left for "${name}"${how}.`,
    advice: 'Make room and run it again: what came is kept. A picked file does not count against this limit.',
  });
}

/** Says that another tab or worker has this destination. */
export function destinationBusy(name: string): OssError {
  return new OssError({
    code: 'DestinationBusy',
    phase: 'disk',
    message: `Another download writes to the same destination "${name}", in this tab or another one.`,
    advice: 'Wait for it, or close that tab.',
  });
}

/** Says that the destination is there and may not be replaced. */
export function destinationExists(name: string): OssError {
  return new OssError({
    code: 'DestinationExists',
    phase: 'disk',
    message: `"${name}" exists already.`,
    advice: 'Choose another name, or allow overwriting (`overwrite: true`).',
  });
}

/** Runs an operation on stored files; its failure becomes an `OssError` that names the destination. */
export async function onStorage<T>(name: string, operation: () => T | Promise<T>): Promise<T> {
  try {
    return await operation();
  } catch (cause) {
    throw storageError(cause, name);
  }
}

export function storageError(cause: unknown, name: string): OssError {
  if (OssError.isInstance(cause)) return cause;
  const reason = nameOf(cause);
  if (reason === 'QuotaExceededError') return diskFull(name);
  if (reason === 'NoModificationAllowedError') return destinationBusy(name);
  if (reason === 'TypeMismatchError') {
    return new OssError({
      code: 'DestinationIsFolder',
      phase: 'disk',
      message: `"${name}" is a folder, or lies below a file.`,
      advice: 'Choose another name.',
      cause,
    });
  }
  if (reason === 'NotAllowedError' || reason === 'SecurityError') {
    return new OssError({
      code: 'DestinationForbidden',
      phase: 'disk',
      message: `The browser does not let this page write "${name}" (${reason}).`,
      advice: 'Ask the user for the file again, or leave the private window.',
      cause,
    });
  }
  return new OssError({
    code: 'DiskFailed',
    phase: 'disk',
    message: `"${name}" cannot be used (${reason}).`,
    advice: 'See the cause.',
    cause,
  });
}

export function nameOf(cause: unknown): string {
  return typeof cause === 'object' && cause !== null && 'name' in cause ? String(cause.name) : 'unknown';
}
