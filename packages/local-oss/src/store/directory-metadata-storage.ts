import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { KeyRecord, MetadataStorage } from './metadata-storage.ts';
import type { MultipartUpload } from './stored-object.ts';

/**
 * Stores one JSON file per key and per upload.
 *
 * The file name is the SHA-256 of the key, so that no key can escape the folder or collide with another on a
 * case-insensitive file system. Records are small and written synchronously, so writes to a key cannot be reordered.
 */
export function directoryMetadataStorage(directory: string): MetadataStorage {
  const folderOf = (bucket: string, kind: 'objects' | 'uploads'): string => join(directory, 'buckets', bucket, kind);
  return {
    loadKeys: (bucket) => loadRecords<KeyRecord>(folderOf(bucket, 'objects')),
    loadUploads: (bucket) => loadRecords<MultipartUpload>(folderOf(bucket, 'uploads')),
    saveKey: (bucket, key, record) => saveRecord(folderOf(bucket, 'objects'), key, record),
    saveUpload: (bucket, uploadId, upload) => saveRecord(folderOf(bucket, 'uploads'), uploadId, upload),
  };
}

function loadRecords<T>(folder: string): T[] {
  if (!existsSync(folder)) return [];
  const files = readdirSync(folder).filter((file) => file.endsWith('.json'));
  return files.map((file) => JSON.parse(readFileSync(join(folder, file), 'utf8')) as T);
}

function saveRecord(folder: string, name: string, record: object | undefined): void {
  const path = join(folder, `${createHash('sha256').update(name, 'utf8').digest('hex')}.json`);
  if (record === undefined) {
    rmSync(path, { force: true });
    return;
  }
  mkdirSync(folder, { recursive: true });
  writeFileSync(`${path}.tmp`, JSON.stringify(record));
  renameSync(`${path}.tmp`, path);
}
