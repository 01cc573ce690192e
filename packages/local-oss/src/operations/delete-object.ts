import type { OssResponse } from '../server/oss-response.ts';
import { addVersion, type VersionPlace } from './add-version.ts';
import type { Operation, OperationContext } from './operation.ts';
import { readVersionId } from './select-version.ts';

/** @see https://www.alibabacloud.com/help/en/oss/developer-reference/deleteobject */
export const deleteObject: Operation = { name: 'DeleteObject', permission: 'write', run: runDeleteObject };

function runDeleteObject(context: OperationContext): OssResponse {
  const { bucket, key, store } = context;
  const versionId = readVersionId(context);
  const versions = store.versionsOf(bucket.name, key);
  if (versionId !== undefined) {
    const doomed = versions.find((version) => version.versionId === versionId);
    store.saveVersions(
      bucket.name,
      key,
      versions.filter((version) => version !== doomed),
    );
    return deleted({ 'x-oss-version-id': versionId }, doomed?.type === 'delete-marker');
  }
  const marker = removeObject(context);
  return marker === undefined ? deleted({}, false) : deleted({ 'x-oss-version-id': marker }, true);
}

/** Deletes the object; in a versioned bucket it puts a delete marker on top and returns its version ID. */
export function removeObject(place: VersionPlace): string | undefined {
  const { bucket, key, store } = place;
  if (bucket.versioning === undefined) {
    store.saveVersions(bucket.name, key, []);
    return undefined;
  }
  return addVersion(place, { type: 'delete-marker' });
}

/** Deleting what is not there succeeds too. */
function deleted(headers: Readonly<Record<string, string>>, isDeleteMarker: boolean): OssResponse {
  return { status: 204, headers: { ...headers, ...(isDeleteMarker ? { 'x-oss-delete-marker': 'true' } : {}) } };
}
