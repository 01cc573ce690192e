import { lstatSync, type Stats, statSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import { OssError } from '@ossferry/contract';
import { diskError } from './disk-error.ts';
import { isReservedName } from './sibling-path.ts';

/** Refuses what is no name of a file, with `InvalidDestination`. */
export function checkDestinationName(destination: string): void {
  if (typeof destination !== 'string') throw invalidDestination(String(destination), 'is no path', 'Give a text.');
  if (destination === '' || /[/\\]$/.test(destination) || destination.includes('\0')) {
    throw invalidDestination(destination, 'does not name a file', 'Give the path of a file.');
  }
  if (isReservedName(basename(destination))) {
    throw invalidDestination(destination, 'has a name that downloads keep for themselves', 'Choose another name.');
  }
}

/** Gives the absolute path of a destination; fails with `FolderMissing` where the working folder is gone. */
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

/** Refuses a place that no file can take, with `DestinationIsFolder`, `DestinationNotFile`, or `DestinationExists` unless it may be replaced. */
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
  // Before anything else: to allow overwriting would not help.
  const advice = 'Give the name of a file; downloadToStream() writes to anything else.';
  throw new OssError({
    code: 'DestinationNotFile',
    phase: 'disk',
    message: `"${destination}" is a device, a pipe or a socket.`,
    advice,
  });
}

/** `/dev/stdout`, even where it leads to a file: to replace it would take it from every other program. */
function isSystemLink(path: string): boolean {
  return /^\/(?:dev|proc)\//.test(path) && lstatSync(path).isSymbolicLink();
}

export function destinationExists(destination: string): OssError {
  return new OssError({
    code: 'DestinationExists',
    phase: 'disk',
    message: `"${destination}" exists already.`,
    advice: "Choose another name, or allow overwriting (`overwrite: true`; in a batch `whenPresent: 'replace'`).",
  });
}

// In the calling thread, as all that looks at names only: the way through the thread pool takes ten times as long.
function lookUp(path: string, destination: string): Stats | undefined {
  try {
    const present = lstatSync(path, { throwIfNoEntry: false });
    // A link that leads nowhere is in the way as well.
    return present?.isSymbolicLink() ? (statSync(path, { throwIfNoEntry: false }) ?? present) : present;
  } catch (cause) {
    throw diskError(cause, destination);
  }
}
