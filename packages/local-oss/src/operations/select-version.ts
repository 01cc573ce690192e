import { noSuchKey, noSuchVersion, versionIsDeleteMarker } from '../errors/object-errors.ts';
import { invalidArgument } from '../errors/request-errors.ts';
import { queryValue } from '../protocol/query.ts';
import type { StoredObject } from '../store/stored-object.ts';
import type { OperationContext } from './operation.ts';

/**
 * Finds the requested version: the current one, or that of `versionId`.
 *
 * @throws ServiceError NoSuchKey, NoSuchVersion, MethodNotAllowed (a delete marker), InvalidArgument
 */
export function selectVersion({ request, bucket, key, store }: OperationContext): StoredObject {
  const versions = store.versionsOf(bucket.name, key);
  const versionId = readVersionId({ request, bucket });
  if (versionId === undefined) {
    const current = versions[0];
    if (current?.type === 'object') return current;
    const marker = current && { 'x-oss-delete-marker': 'true', 'x-oss-version-id': current.versionId };
    throw noSuchKey(key, marker);
  }
  const version = versions.find((candidate) => candidate.versionId === versionId);
  if (version === undefined) throw noSuchVersion(key, versionId);
  if (version.type === 'delete-marker') throw versionIsDeleteMarker(request.method, versionId);
  return version;
}

/**
 * Reads `versionId`, where `null` is a literal version ID; `undefined` means the current version.
 *
 * @throws ServiceError InvalidArgument if it is empty, or if the bucket was never versioned
 */
export function readVersionId({ request, bucket }: Pick<OperationContext, 'request' | 'bucket'>): string | undefined {
  const versionId = queryValue(request.query, 'versionId');
  if (versionId === '') {
    throw invalidArgument('Version id cannot be the empty string.', 'versionId', versionId, '0012-00000201');
  }
  if (versionId !== undefined && bucket.versioning === undefined) {
    throw invalidArgument('Versioning is not enabled for the bucket.', 'versionId', versionId, '0012-00000301');
  }
  return versionId;
}
