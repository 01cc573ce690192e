import { usageError } from './usage-error.ts';

/** An object as the command line names it. */
export interface ObjectAddress {
  readonly bucket: string;
  /** Taken literally: nothing in it is decoded. */
  readonly key: string;
}

const scheme = 'oss://';

/** Whether `text` is written as an object rather than as a URL or a file. */
export function isObjectAddress(text: string): boolean {
  return text.startsWith(scheme);
}

/** Reads `oss://bucket/key`. Whether bucket and key are good names is for the client to say. */
export function parseObjectAddress(text: string): ObjectAddress {
  if (!isObjectAddress(text)) {
    throw usageError(
      'InvalidAddress',
      `${JSON.stringify(text.slice(0, 80))} is not an object.`,
      'Write it as oss://bucket/key.',
    );
  }
  const rest = text.slice(scheme.length);
  const slash = rest.indexOf('/');
  return slash < 0 ? { bucket: rest, key: '' } : { bucket: rest.slice(0, slash), key: rest.slice(slash + 1) };
}
