import type { OssResponse } from '../protocol/oss-response.ts';
import { addVersion, type ObjectLocation } from './add-version.ts';
import type { Operation, OperationContext } from './operation.ts';
import { readVersionId } from './select-version.ts';

/** @see https://www.alibabacloud.com/help/en/oss/developer-reference/deleteobject */
export const deleteObject: Operation = { permission: 'write', run: runDeleteObject };

function runDeleteObject(context: OperationContext): OssResponse {
  const { bucket, key, store } = context;
  const versionId = readVersionId(context);
  const versions = store.versionsOf(bucket.name, key);
  if (versionId !== undefined) {
    const deletedVersion = versions.find((version) => version.versionId === versionId);
    store.saveVersions(
      bucket.name,
      key,
      versions.filter((version) => version !== deletedVersion),
    );
    return noContent({ 'x-oss-version-id': versionId }, deletedVersion?.type === 'delete-marker');
  }
  const marker = removeObject(context);
  return marker === undefined ? noContent({}, false) : noContent({ 'x-oss-version-id': marker }, true);
}

/** Deletes the object; in a versioned bucket, adds a delete marker and returns its version ID. */
export function removeObject(location: ObjectLocation): string | undefined {
  const { bucket, key, store } = location;
  if (bucket.versioning === undefined) {
    store.saveVersions(bucket.name, key, []);
    return undefined;
  }
  return addVersion(location, { type: 'delete-marker' });
}

function noContent(headers: Readonly<Record<string, string>>, isDeleteMarker: boolean): OssResponse {
  return { status: 204, headers: { ...headers, ...(isDeleteMarker ? { 'x-oss-delete-marker': 'true' } : {}) } };
}
