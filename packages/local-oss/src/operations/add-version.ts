import { randomBytes } from 'node:crypto';
import type { Bucket } from '../options/bucket.ts';
import type { ObjectStore } from '../store/object-store.ts';
import type { ObjectVersion } from '../store/stored-object.ts';

/** A version before it has an ID and a time. */
export type NewVersion<Version extends ObjectVersion = ObjectVersion> = Version extends ObjectVersion
  ? Omit<Version, 'versionId' | 'lastModifiedMs'>
  : never;

/** The key of an object in a bucket, with the store and the time of the change. */
export interface ObjectLocation {
  readonly bucket: Bucket;
  readonly key: string;
  readonly store: ObjectStore;
  readonly now: Date;
}

/**
 * Adds the current version of a key, and returns its version ID.
 *
 * With versioning enabled, every version gets a unique ID; otherwise the version `null` is replaced.
 */
export function addVersion({ bucket, key, store, now }: ObjectLocation, version: NewVersion): string {
  const versions = store.versionsOf(bucket.name, key);
  const isVersioned = bucket.versioning === 'Enabled';
  const versionId = isVersioned ? createVersionId() : 'null';
  const lastModifiedMs = Math.floor(now.getTime() / 1000) * 1000;
  const older = isVersioned ? versions : versions.filter((candidate) => candidate.versionId !== 'null');
  store.saveVersions(bucket.name, key, [{ ...version, versionId, lastModifiedMs } as ObjectVersion, ...older]);
  return versionId;
}

/** Reports whether adding a version would overwrite an object; in OSS, never with versioning enabled or suspended. */
export function overwritesObject({ bucket, key, store }: ObjectLocation): boolean {
  return bucket.versioning === undefined && store.versionsOf(bucket.name, key)[0]?.type === 'object';
}

function createVersionId(): string {
  return `CAEQ${randomBytes(32).toString('base64url').replace(/[-_]/g, 'x')}`;
}
