import type { FieldNames, ObjectInput } from './define-operation.ts';

/** Properties of a new object, all sent as headers. */
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
  /** A signed header. It is not derived from the key. */
  readonly contentType?: string | undefined;
  /** HTTP date, for caches: a header of the object. For the lifetime of a URL, see the option `expires` of `presign`. */
  readonly expires?: string | undefined;
  readonly serverSideEncryption?: 'AES256' | 'KMS' | 'SM4' | (string & {}) | undefined;
  /** Only with `KMS`. */
  readonly serverSideDataEncryption?: 'SM4' | (string & {}) | undefined;
  readonly serverSideEncryptionKeyId?: string | undefined;
  /** `TagA=A&TagB=B`. */
  readonly tagging?: string | undefined;
  /** Makes OSS refuse to overwrite an existing object. */
  readonly forbidOverwrite?: boolean | 'true' | 'false' | (string & {}) | undefined;
  /** `requester` if the requester pays for the bucket. */
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
