import { lstatSync, type Stats, statSync } from 'node:fs';
import { basename, resolve, win32 } from 'node:path';
import { OssError } from '@ossferry/contract';
import { isReservedName } from '../names/reserved-name.ts';
import { unsupportedWindowsName } from '../names/windows-name.ts';
import { diskError } from './disk-error.ts';

/** Refuses a path that does not name a file, with `InvalidDestination`, and on Windows a long name, with `NameTooLong`. */
export function checkDestinationName(destination: string, platform: NodeJS.Platform = process.platform): void {
  if (typeof destination !== 'string') throw invalidDestination(String(destination), 'is not a path', 'Give a string.');
  if (destination === '' || /[/\\]$/.test(destination) || destination.includes('\0')) {
    throw invalidDestination(destination, 'does not name a file', 'Give the path of a file.');
  }
  if (isReservedName(basename(destination))) {
    throw invalidDestination(destination, 'has a name that is reserved for downloads', 'Choose another name.');
  }
  if (platform === 'win32') checkWindowsName(destination);
}

function checkWindowsName(destination: string): void {
  const name = unsupportedWindowsName(destination);
  if (name !== undefined) {
    const what = `contains the name ${JSON.stringify(name)}, which Windows does not support`;
    throw invalidDestination(destination, what, 'Choose another name, for example that of safeFileName().');
  }
  // Windows would report that the folder does not exist.
  const isLong = win32.basename(destination).length > maxWindowsLength;
  if (isLong) throw diskError(Object.assign(new Error('ENAMETOOLONG'), { code: 'ENAMETOOLONG' }), destination);
}

/** In UTF-16 code units. */
const maxWindowsLength = 255;

/** Returns the absolute path of a destination. Fails with `FolderMissing` if the working folder was deleted. */
export function absolutePath(destination: string): string {
  try {
    return resolve(destination);
  } catch (cause) {
    throw diskError(cause, destination);
  }
}

function invalidDestination(destination: string, what: string, advice: string): OssError {
  const message = `${JSON.stringify(destination)} ${what}.`;
  return new OssError({ code: 'InvalidDestination', phase: 'config', message, advice });
}

/**
 * Refuses a destination that is not a file, with `DestinationIsFolder` or `DestinationNotFile`, and an existing file
 * without `overwrite`, with `DestinationExists`.
 */
export function checkPlace(destination: string, path: string, overwrite: boolean): void {
  const present = lookUp(path, destination);
  if (present === undefined) return;
  if (present.isDirectory()) {
    throw new OssError({
      code: 'DestinationIsFolder',
      phase: 'disk',
      message: `"${destination}" is a folder.`,
      advice: 'Give the name of a file in it.',
    });
  }
  if ((present.isFile() || present.isSymbolicLink()) && !isSystemLink(path)) {
    if (overwrite) return;
    throw destinationExists(destination);
  }
  throw new OssError({
    code: 'DestinationNotFile',
    phase: 'disk',
    message: `"${destination}" is a device, a pipe or a socket.`,
    advice: 'Give the name of a file, or use downloadToStream().',
  });
}

/** Such as `/dev/stdout`, even if it leads to a file: replacing the link would break other programs. */
function isSystemLink(path: string): boolean {
  return /^\/(?:dev|proc)\//.test(path) && lstatSync(path).isSymbolicLink();
}

export function destinationExists(destination: string): OssError {
  return new OssError({
    code: 'DestinationExists',
    phase: 'disk',
    message: `"${destination}" already exists.`,
    advice: "Choose another name, or allow overwriting (`overwrite: true`; in a batch `whenPresent: 'replace'`).",
  });
}

// Synchronous, like all operations on names: the thread pool would take ten times as long.
function lookUp(path: string, destination: string): Stats | undefined {
  try {
    const present = lstatSync(path, { throwIfNoEntry: false });
    // A dangling link counts as existing.
    return present?.isSymbolicLink() ? (statSync(path, { throwIfNoEntry: false }) ?? present) : present;
  } catch (cause) {
    throw diskError(cause, destination);
  }
}
