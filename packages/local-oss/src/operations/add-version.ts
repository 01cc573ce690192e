import { randomBytes } from 'node:crypto';
import type { Bucket } from '../server/bucket.ts';
import type { ObjectStore } from '../store/object-store.ts';
import type { ObjectVersion } from '../store/stored-object.ts';

/** A version without the name and the time that adding it gives. */
export type NewVersion<Version extends ObjectVersion = ObjectVersion> = Version extends ObjectVersion
  ? Omit<Version, 'versionId' | 'lastModifiedMs'>
  : never;

/** What adding a version needs to know of the place. */
export interface VersionPlace {
  readonly bucket: Bucket;
  readonly key: string;
  readonly store: ObjectStore;
  readonly now: Date;
}

/**
 * Puts a version on top of a key, and returns its version ID.
 *
 * With versioning enabled every version gets an ID of its own; otherwise the version `null` is replaced.
 */
export function addVersion({ bucket, key, store, now }: VersionPlace, version: NewVersion): string {
  const versions = store.versionsOf(bucket.name, key);
  const isKept = bucket.versioning === 'Enabled';
  const versionId = isKept ? createVersionId() : 'null';
  const lastModifiedMs = Math.floor(now.getTime() / 1000) * 1000;
  const older = isKept ? versions : versions.filter((candidate) => candidate.versionId !== 'null');
  store.saveVersions(bucket.name, key, [{ ...version, versionId, lastModifiedMs } as ObjectVersion, ...older]);
  return versionId;
}

/** Says whether adding a version would destroy one. With versioning, enabled or suspended, OSS says it never does. */
export function overwritesObject({ bucket, key, store }: VersionPlace): boolean {
  return bucket.versioning === undefined && store.versionsOf(bucket.name, key)[0]?.type === 'object';
}

function createVersionId(): string {
  return `CAEQ${randomBytes(32).toString('base64url').replace(/[-_]/g, 'x')}`;
}
