import type { MultipartUpload, ObjectVersion } from './stored-object.ts';

/** The versions of one key, newest first. */
export interface KeyRecord {
  readonly key: string;
  readonly versions: readonly ObjectVersion[];
}

/** Keeps what is known about objects and uploads. Each call replaces one record at once, or removes it (`undefined`). */
export interface MetadataStorage {
  readonly loadKeys: (bucket: string) => KeyRecord[];
  readonly loadUploads: (bucket: string) => MultipartUpload[];
  readonly saveKey: (bucket: string, key: string, record: KeyRecord | undefined) => void;
  readonly saveUpload: (bucket: string, uploadId: string, upload: MultipartUpload | undefined) => void;
}

/** Keeps nothing: the indexes in memory are all there is. */
export const noMetadataStorage: MetadataStorage = {
  loadKeys: () => [],
  loadUploads: () => [],
  saveKey: () => {},
  saveUpload: () => {},
};
