import type { Segment } from './content.ts';

/** A version of an object: content, or a delete marker that hides older versions. */
export type ObjectVersion = StoredObject | DeleteMarker;

/** A version with content. */
export interface StoredObject extends ObjectDescription {
  readonly type: 'object';
  /** `null` in a bucket without versioning. */
  readonly versionId: string;
  /** Milliseconds since 1970, in whole seconds like HTTP dates. */
  readonly lastModifiedMs: number;
  readonly objectType: 'Normal' | 'Multipart';
  /** Without quotes. */
  readonly etag: string;
  /** Base64; absent for multipart objects, as in OSS. */
  readonly contentMd5?: string | undefined;
  /** Unsigned decimal. */
  readonly crc64: string;
  readonly sizeBytes: number;
  readonly segments: readonly Segment[];
}

/** The version that deleting a versioned object adds. */
export interface DeleteMarker {
  readonly type: 'delete-marker';
  readonly versionId: string;
  readonly lastModifiedMs: number;
}

/** The metadata of an object. */
export interface ObjectDescription {
  /** Content-Type, Cache-Control and the other stored headers; names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  /** `x-oss-meta-*`, without the prefix. */
  readonly userMetadata: Readonly<Record<string, string>>;
  /** `Standard`, `IA`, `Archive`, `ColdArchive` or `DeepColdArchive` */
  readonly storageClass: string;
}

/** A multipart upload in progress. */
export interface MultipartUpload {
  readonly uploadId: string;
  readonly key: string;
  readonly description: ObjectDescription;
  readonly forbidOverwrite: boolean;
  /** By part number. */
  readonly parts: Readonly<Record<number, UploadedPart>>;
}

/** One part of a multipart upload. */
export interface UploadedPart {
  readonly partNumber: number;
  readonly lastModifiedMs: number;
  readonly etag: string;
  readonly crc64: string;
  readonly sizeBytes: number;
  readonly segments: readonly Segment[];
}
