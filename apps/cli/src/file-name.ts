import { usageError } from './usage-error.ts';

/** Returns the default file name of an object, not yet sanitized: the last part of its key. */
export function fileNameOfKey(key: string): string {
  const name = key.slice(key.lastIndexOf('/') + 1);
  if (name === '' || name === '.' || name === '..') throw noFileName();
  return name;
}

/** Returns the default file name of a URL, not yet sanitized: the last part of its path, decoded. */
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
  return usageError(
    'NoFileName',
    'The key does not end in a file name.',
    'Choose a file with -o <file>. For the objects of a folder, list them in a --manifest.',
  );
}
