import type { Bucket } from '../options/bucket.ts';
import type { StoredObject } from '../store/stored-object.ts';

/** Returns the headers of an object, for GET and HEAD. */
export function objectHeaders(object: StoredObject, bucket: Bucket): Record<string, string> {
  const userMetadata = Object.entries(object.userMetadata).map(([name, value]) => [`x-oss-meta-${name}`, value]);
  return {
    ...object.headers,
    ...Object.fromEntries(userMetadata),
    ...(object.contentMd5 === undefined ? {} : { 'content-md5': object.contentMd5 }),
    ...validatorHeaders(object),
    ...versionHeaders(object.versionId, bucket),
    'accept-ranges': 'bytes',
    'x-oss-hash-crc64ecma': object.crc64,
    'x-oss-object-type': object.objectType,
    'x-oss-storage-class': object.storageClass,
  };
}

/** Returns the validators of an object, which a 304 response contains too. */
export function validatorHeaders(object: StoredObject): Record<string, string> {
  return { etag: `"${object.etag}"`, 'last-modified': new Date(object.lastModifiedMs).toUTCString() };
}

/** Returns `x-oss-version-id`, in buckets with versions. */
export function versionHeaders(versionId: string, bucket: Bucket): Record<string, string> {
  return bucket.versioning === undefined ? {} : { 'x-oss-version-id': versionId };
}
