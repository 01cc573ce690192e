import { usageError } from './usage-error.ts';

/** An object, as written on the command line. */
export interface ObjectAddress {
  readonly bucket: string;
  /** Taken literally, not decoded. */
  readonly key: string;
}

const scheme = 'oss://';

/** Whether `text` is an object address rather than a URL or a file. */
export function isObjectAddress(text: string): boolean {
  return text.startsWith(scheme);
}

/** Whether `text` is an object address or a URL rather than a file. */
export function isSource(text: string): boolean {
  return isObjectAddress(text) || /^https?:\/\//i.test(text);
}

/** Refuses the arguments `<object> <file>` of a command that takes `<file> <object>`. */
export function refuseSwapped(file: string, object: string): void {
  if (!isSource(file) || isSource(object) || object === '-') return;
  throw usageError('InvalidAddress', 'The object comes before the file.', 'Swap them: the file comes first.');
}

/** Parses `oss://bucket/key`. The client validates bucket and key. */
export function parseObjectAddress(text: string): ObjectAddress {
  if (!isObjectAddress(text)) {
    throw usageError(
      'InvalidAddress',
      `${JSON.stringify(text.slice(0, 80))} is not an object address.`,
      'Write it as oss://bucket/key.',
    );
  }
  const rest = text.slice(scheme.length);
  const slash = rest.indexOf('/');
  return slash < 0 ? { bucket: rest, key: '' } : { bucket: rest.slice(0, slash), key: rest.slice(slash + 1) };
}
