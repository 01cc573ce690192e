import type { OssError } from '@ossferry/contract';
import { configError } from '../config-error.ts';

/** Refuses a bucket or object name that OSS's naming rules do not know, or that has no UTF-8 form. */
export function checkNames({ bucket, key }: { readonly bucket: unknown; readonly key?: unknown }): void {
  checkBucket(bucket);
  if (key !== undefined) checkKey(key);
}

/** What OSS's page on object names says. Its SDKs let one more through, and so does this client, with a warning. */
export const documentedKeyBytes = 1023;

/** Size of the object name in UTF-8. */
export function keyBytes(key: string): number {
  return new TextEncoder().encode(key).byteLength;
}

/** Half of a surrogate pair: text that cannot be written in UTF-8. */
export const loneSurrogate: RegExp = /\p{Surrogate}/u;

/** Makes the error for such text. */
export function notUtf8(what: string, code: string): OssError {
  return configError(
    code,
    `The ${what} holds half of a surrogate pair, which has no UTF-8 form.`,
    'Cut text between characters, not inside of one.',
  );
}

/** Quotes a value for a message, shortened. */
export function quote(value: unknown): string {
  return JSON.stringify(String(value).slice(0, 80));
}

const maxKeyBytes = 1024;
const bucketName = /^[a-z0-9][a-z0-9-]{1,61}[a-z0-9]$/;

function checkBucket(bucket: unknown): void {
  if (typeof bucket === 'string' && bucketName.test(bucket)) return;
  throw configError(
    'InvalidBucketName',
    isMissing(bucket) ? 'The bucket name is missing.' : `The bucket name ${quote(bucket)} is not valid.`,
    'A bucket name has 3 to 63 characters, a-z, 0-9 and "-", and neither starts nor ends with "-".',
  );
}

function checkKey(key: unknown): void {
  if (typeof key !== 'string' || key === '') {
    throw configError(
      'InvalidObjectName',
      isMissing(key) ? 'The key (object name) is missing.' : `The key ${quote(key)} is not a string.`,
      'A key has 1 to 1023 bytes of UTF-8.',
    );
  }
  if (loneSurrogate.test(key)) throw notUtf8('key', 'InvalidObjectName');
  // A UTF-16 unit takes at most three bytes: most keys need no counting.
  if (key.length * 3 > maxKeyBytes && keyBytes(key) > maxKeyBytes) {
    throw configError(
      'InvalidObjectName',
      `The key has ${keyBytes(key)} bytes in UTF-8, which is too long.`,
      'A key has 1 to 1023 bytes of UTF-8.',
    );
  }
}

function isMissing(value: unknown): boolean {
  return value === undefined || value === null || value === '';
}
