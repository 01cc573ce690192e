import type { Segment } from '../store/content.ts';
import { generatedCrc64 } from '../store/generated-bytes.ts';
import type { ObjectDescription } from '../store/stored-object.ts';
import { addVersion, type VersionPlace } from './add-version.ts';

/** Content and metadata of an object that is stored without a request. */
export interface ObjectInput extends Partial<ObjectDescription> {
  readonly body: string | Uint8Array | AsyncIterable<Uint8Array>;
}

/** Size and seed of an object whose bytes are computed. */
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
export async function writeObject(place: VersionPlace, input: ObjectInput): Promise<WrittenObject> {
  const { body } = input;
  const content = await place.store.receive(
    typeof body === 'string' || body instanceof Uint8Array ? oneChunk(Buffer.from(body as string)) : body,
  );
  return finish(place, input, {
    objectType: 'Normal',
    etag: content.md5.toString('hex').toUpperCase(),
    contentMd5: content.md5.toString('base64'),
    crc64: String(content.crc64),
    sizeBytes: content.sizeBytes,
    segments: content.segments,
  });
}

/** Writes an object that takes no room, whatever its size; it looks like the result of a multipart upload. */
export async function writeGeneratedObject(place: VersionPlace, input: GeneratedObjectInput): Promise<WrittenObject> {
  const { seed, sizeBytes } = input;
  const crc64 = await generatedCrc64(seed, sizeBytes);
  return finish(place, input, {
    objectType: 'Multipart',
    // Not an MD5, as with every multipart object; only its being the same for the same bytes matters.
    etag: `${crc64.toString(16).padStart(32, '0').toUpperCase()}-1`,
    crc64: String(crc64),
    sizeBytes,
    segments: [{ type: 'generated', seed, sizeBytes }],
  });
}

interface Content {
  readonly objectType: 'Normal' | 'Multipart';
  readonly etag: string;
  readonly contentMd5?: string | undefined;
  readonly crc64: string;
  readonly sizeBytes: number;
  readonly segments: readonly Segment[];
}

function finish(place: VersionPlace, description: Partial<ObjectDescription>, content: Content): WrittenObject {
  const versionId = addVersion(place, {
    type: 'object',
    headers: { 'content-type': 'application/octet-stream', ...description.headers },
    userMetadata: description.userMetadata ?? {},
    storageClass: description.storageClass ?? 'Standard',
    ...content,
  });
  return { etag: `"${content.etag}"`, crc64: content.crc64, sizeBytes: content.sizeBytes, versionId };
}

async function* oneChunk(bytes: Uint8Array): AsyncIterable<Uint8Array> {
  yield bytes;
}
