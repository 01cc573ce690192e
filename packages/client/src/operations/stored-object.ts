import type { FieldNames, ObjectInput } from './build-request.ts';

/** What can be said about an object when it is stored: all of it travels as headers. */
export interface StoredObjectInput extends ObjectInput {
  /** @default the storage class of the bucket */
  readonly storageClass?: 'Standard' | 'IA' | 'Archive' | 'ColdArchive' | 'DeepColdArchive' | (string & {}) | undefined;
  /** User metadata by name, without `x-oss-meta-`. */
  readonly metadata?: Readonly<Record<string, string>> | undefined;
  readonly cacheControl?: string | undefined;
  readonly contentDisposition?: string | undefined;
  readonly contentEncoding?: string | undefined;
  /** Size of the body in bytes. */
  readonly contentLength?: number | undefined;
  /** MD5 of the body in base64. A signed header. */
  readonly contentMd5?: string | undefined;
  /** A signed header. Nothing is guessed from the key. */
  readonly contentType?: string | undefined;
  /** HTTP date, for caches: a header of the object. The lifetime of a URL is the option `expires` of `presign`. */
  readonly expires?: string | undefined;
  readonly serverSideEncryption?: 'AES256' | 'KMS' | 'SM4' | (string & {}) | undefined;
  /** Of `KMS` alone. */
  readonly serverSideDataEncryption?: 'SM4' | (string & {}) | undefined;
  readonly serverSideEncryptionKeyId?: string | undefined;
  /** `TagA=A&TagB=B`. */
  readonly tagging?: string | undefined;
  /** Refuses to replace an object of the same name. */
  readonly forbidOverwrite?: boolean | 'true' | 'false' | (string & {}) | undefined;
  /** `requester` for a bucket whose requesters pay. */
  readonly requestPayer?: 'requester' | (string & {}) | undefined;
  readonly objectWormRetainUntilDate?: string | undefined;
  readonly objectWormMode?: string | undefined;
  readonly objectWormLegalHold?: string | undefined;
}

export const storedObjectHeaders: FieldNames<StoredObjectInput> = {
  storageClass: 'x-oss-storage-class',
  metadata: 'x-oss-meta-',
  cacheControl: 'cache-control',
  contentDisposition: 'content-disposition',
  contentEncoding: 'content-encoding',
  contentLength: 'content-length',
  contentMd5: 'content-md5',
  contentType: 'content-type',
  expires: 'expires',
  serverSideEncryption: 'x-oss-server-side-encryption',
  serverSideDataEncryption: 'x-oss-server-side-data-encryption',
  serverSideEncryptionKeyId: 'x-oss-server-side-encryption-key-id',
  tagging: 'x-oss-tagging',
  forbidOverwrite: 'x-oss-forbid-overwrite',
  requestPayer: 'x-oss-request-payer',
  objectWormRetainUntilDate: 'x-oss-object-worm-retain-until-date',
  objectWormMode: 'x-oss-object-worm-mode',
  objectWormLegalHold: 'x-oss-object-worm-legal-hold',
};
