import type { OssError, OssRequest } from '@ossferry/contract';
import { configError } from '../config-error.ts';

/**
 * Refuses what OSS would refuse or what cannot be signed: bucket and object names by OSS's naming rules, text that has no
 * UTF-8 form, header values that do not survive the way.
 */
export function checkRequest({ bucket, key, query, headers }: OssRequest): void {
  checkBucket(bucket);
  if (key !== undefined) checkKey(key);
  for (const [name, value] of query) {
    if (loneSurrogate.test(`${name}=${value}`)) throw notUtf8('query', 'InvalidParameter');
  }
  for (const name of Object.keys(headers)) checkHeader(name, headers[name]);
}

/** What OSS's page on object names says. Its SDKs let one more through, and so does this client, with a warning. */
export const documentedKeyBytes = 1023;

/** Size of the object name in UTF-8. */
export function keyBytes(key: string): number {
  return new TextEncoder().encode(key).byteLength;
}

const maximumKeyBytes = 1024;
const bucketName = /^[a-z0-9][a-z0-9-]{1,61}[a-z0-9]$/;
const loneSurrogate = /\p{Surrogate}/u;
const headerName = /^[a-z0-9!#$%&'*+.^_`|~-]+$/;
const headerValue = /^[\x21-\x7e](?:[\t\x20-\x7e]*[\x21-\x7e])?$/;

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
  if (key.length * 3 > maximumKeyBytes && keyBytes(key) > maximumKeyBytes) {
    throw configError(
      'InvalidObjectName',
      `The key has ${keyBytes(key)} bytes in UTF-8, which is too long.`,
      'A key has 1 to 1023 bytes of UTF-8.',
    );
  }
}

function checkHeader(name: string, value: unknown): void {
  if (headerName.test(name) && typeof value === 'string' && headerValue.test(value)) return;
  throw configError(
    'InvalidHeader',
    `The header ${quote(name)} cannot be sent: ${
      headerName.test(name)
        ? 'its value is empty, starts or ends with a space, or holds a character outside of visible ASCII'
        : 'header names here are lower-case tokens'
    }.`,
    'Leave it out when empty; percent-encode other characters.',
  );
}

function notUtf8(what: string, code: string): OssError {
  return configError(
    code,
    `The ${what} holds half of a surrogate pair, which has no UTF-8 form.`,
    'Cut text between characters, not inside of one.',
  );
}

function isMissing(value: unknown): boolean {
  return value === undefined || value === null || value === '';
}

function quote(value: unknown): string {
  return JSON.stringify(String(value).slice(0, 80));
}
