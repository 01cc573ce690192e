import type { OssError } from '@ossferry/contract';
import { configError } from '../config-error.ts';

/** Refuses bucket and object names that violate OSS's naming rules or have no UTF-8 form. */
export function checkNames({ bucket, key }: { readonly bucket: unknown; readonly key?: unknown }): void {
  checkBucket(bucket);
  if (key !== undefined) checkKey(key);
}

/** The maximum size that OSS documents. The SDKs allow one byte more; so does this client, with a warning. */
export const documentedKeyBytes = 1023;

/** Returns the size of a key in UTF-8. */
export function keyBytes(key: string): number {
  return new TextEncoder().encode(key).byteLength;
}

/** Matches half a surrogate pair, which has no UTF-8 form. */
export const loneSurrogate: RegExp = /\p{Surrogate}/u;

/** Creates the error for text that matches {@link loneSurrogate}. */
export function notUtf8(what: string, code: string): OssError {
  return configError(
    code,
    `The ${what} has half a surrogate pair, which has no UTF-8 form.`,
    'Cut text between characters, not inside one.',
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
  // A UTF-16 unit has at most three bytes in UTF-8, so most keys need no counting.
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
