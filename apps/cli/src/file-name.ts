import { usageError } from './usage-error.ts';

/** Gives the file name that an object gets when nobody names one, not yet fit for a file: the last part of its key. */
export function fileNameOfKey(key: string): string {
  const name = key.slice(key.lastIndexOf('/') + 1);
  if (name === '' || name === '.' || name === '..') throw noFileName();
  return name;
}

/** Gives the file name for a URL, not yet fit for a file: the last part of its path, decoded. */
export function fileNameOfUrl(url: string): string {
  const path = /^https?:\/\/[^/?#]*([^?#]*)/i.exec(url)?.[1] ?? '';
  const last = path.slice(path.lastIndexOf('/') + 1);
  try {
    return fileNameOfKey(decodeURIComponent(last));
  } catch {
    throw noFileName();
  }
}

function noFileName(): Error {
  return usageError('NoFileName', 'The name of the object does not end in a file name.', 'Name the file: -o <file>.');
}
