import type { Segment } from './content.ts';

/** One version of an object: an object version, or a delete marker that hides those below it. */
export type ObjectVersion = StoredObject | DeleteMarker;

/** A version that has content. */
export interface StoredObject extends ObjectDescription {
  readonly type: 'object';
  /** `null` in a bucket without versioning. */
  readonly versionId: string;
  /** Milliseconds since 1970, always whole seconds, because that is all that HTTP dates hold. */
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

/** What deleting a versioned object leaves on top. */
export interface DeleteMarker {
  readonly type: 'delete-marker';
  readonly versionId: string;
  readonly lastModifiedMs: number;
}

/** What an upload says about the object besides its bytes. */
export interface ObjectDescription {
  /** Content-Type, Cache-Control and the other stored headers; names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  /** `x-oss-meta-*`, without the prefix. */
  readonly userMetadata: Readonly<Record<string, string>>;
  /** `Standard`, `IA`, `Archive`, `ColdArchive` or `DeepColdArchive` */
  readonly storageClass: string;
}

/** A multipart upload that is under way. */
export interface MultipartUpload {
  readonly uploadId: string;
  readonly key: string;
  readonly initiatedMs: number;
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
