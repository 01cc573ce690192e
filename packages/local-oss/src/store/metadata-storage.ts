import type { MultipartUpload, ObjectVersion } from './stored-object.ts';

/** The versions of one key, newest first. */
export interface KeyRecord {
  readonly key: string;
  readonly versions: readonly ObjectVersion[];
}

/** Persists the metadata of objects and uploads. Each save atomically replaces a record, or removes it (`undefined`). */
export interface MetadataStorage {
  readonly loadKeys: (bucket: string) => KeyRecord[];
  readonly loadUploads: (bucket: string) => MultipartUpload[];
  readonly saveKey: (bucket: string, key: string, record: KeyRecord | undefined) => void;
  readonly saveUpload: (bucket: string, uploadId: string, upload: MultipartUpload | undefined) => void;
}

/** Persists nothing: for servers that keep everything in memory. */
export const noMetadataStorage: MetadataStorage = {
  loadKeys: () => [],
  loadUploads: () => [],
  saveKey: () => {},
  saveUpload: () => {},
};
