import { Readable } from 'node:stream';
import { generatedCrc64 } from '../store/generated-bytes.ts';
import type { ObjectDescription, StoredObject } from '../store/stored-object.ts';
import { addVersion, type NewVersion, type ObjectLocation } from './add-version.ts';

/** The content and metadata of an object. */
export interface ObjectInput extends Partial<ObjectDescription> {
  readonly body: string | Uint8Array | AsyncIterable<Uint8Array>;
}

/** The size, seed and metadata of an object whose bytes are generated. */
export interface GeneratedObjectInput extends Partial<ObjectDescription> {
  readonly sizeBytes: number;
  /** Objects with the same seed have the same bytes. */
  readonly seed: number;
}

/** The properties of a stored object. */
export interface WrittenObject {
  /** With quotes, as in the header. */
  readonly etag: string;
  /** Unsigned decimal, as in `x-oss-hash-crc64ecma`. */
  readonly crc64: string;
  readonly sizeBytes: number;
  /** `null` in a bucket without versioning. */
  readonly versionId: string;
}

/** Writes an object as PutObject does. */
export async function writeObject(location: ObjectLocation, input: ObjectInput): Promise<WrittenObject> {
  const { body } = input;
  const content = await location.store.receive(
    typeof body === 'string' || body instanceof Uint8Array ? Readable.from([Buffer.from(body as string)]) : body,
  );
  return addObject(location, input, { objectType: 'Normal', ...content });
}

/** Writes an object of any size without storing its bytes; it looks like the result of a multipart upload. */
export async function writeGeneratedObject(
  location: ObjectLocation,
  input: GeneratedObjectInput,
): Promise<WrittenObject> {
  const { seed, sizeBytes } = input;
  const crc64 = await generatedCrc64(seed, sizeBytes);
  return addObject(location, input, {
    objectType: 'Multipart',
    // Like that of every multipart object, it is not an MD5, but the same for the same bytes.
    etag: `${crc64.toString(16).padStart(32, '0').toUpperCase()}-1`,
    crc64: String(crc64),
    sizeBytes,
    segments: [{ type: 'generated', seed, sizeBytes }],
  });
}

function addObject(
  location: ObjectLocation,
  description: Partial<ObjectDescription>,
  content: Omit<NewVersion<StoredObject>, 'type' | keyof ObjectDescription>,
): WrittenObject {
  const versionId = addVersion(location, {
    type: 'object',
    headers: { 'content-type': 'application/octet-stream', ...description.headers },
    userMetadata: description.userMetadata ?? {},
    storageClass: description.storageClass ?? 'Standard',
    ...content,
  });
  return { etag: `"${content.etag}"`, crc64: content.crc64, sizeBytes: content.sizeBytes, versionId };
}
