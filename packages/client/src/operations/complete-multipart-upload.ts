import type { OssRequest } from '@ossferry/contract';
import { configError } from '../config-error.ts';
import { checkPartNumber, requireUploadId } from './check-part.ts';
import { defineOperation, type ObjectInput } from './define-operation.ts';

/** An uploaded part. */
export interface UploadedPart {
  /** 1 to 10 000. */
  readonly partNumber: number;
  /** `ETag` in the response to its upload. */
  readonly etag: string;
}

/** The upload to complete and its parts. */
export interface CompleteMultipartUploadInput extends ObjectInput {
  readonly uploadId: string;
  /** The parts in any order; the body lists them by number. Omit them for a URL whose recipient sends the body. */
  readonly parts?: readonly UploadedPart[] | undefined;
  /** `private`, `public-read`, `public-read-write` or `default`. */
  readonly acl?: 'private' | 'public-read' | 'public-read-write' | 'default' | (string & {}) | undefined;
  /** An alias of `acl`, which takes precedence. */
  readonly objectAcl?: 'private' | 'public-read' | 'public-read-write' | 'default' | (string & {}) | undefined;
  /** `yes`: OSS uses all uploaded parts. Excludes `parts`. */
  readonly completeAll?: 'yes' | (string & {}) | undefined;
  /** JSON in base64. */
  readonly callback?: string | undefined;
  /** JSON in base64. */
  readonly callbackVar?: string | undefined;
  /** Makes OSS refuse to overwrite an existing object. */
  readonly forbidOverwrite?: boolean | 'true' | 'false' | (string & {}) | undefined;
  /** `url`: OSS percent-encodes the key in its response. */
  readonly encodingType?: 'url' | (string & {}) | undefined;
  /** `requester` if the requester pays for the bucket. */
  readonly requestPayer?: 'requester' | (string & {}) | undefined;
}

/**
 * Builds a CompleteMultipartUpload request. A presigned URL does not include the body.
 *
 * @see https://www.alibabacloud.com/help/en/oss/developer-reference/completemultipartupload
 */
export function completeMultipartUpload(input: CompleteMultipartUploadInput): OssRequest {
  const { uploadId, parts, completeAll } = input;
  requireUploadId(uploadId);
  if (parts !== undefined && completeAll !== undefined) {
    throw configError(
      'InvalidParameter',
      'Both `parts` and `completeAll` are set, which OSS refuses (EC 0042-00000216).',
      'Set one of them.',
    );
  }
  return build(input, parts === undefined ? undefined : partListXml(parts));
}

const build = defineOperation<CompleteMultipartUploadInput>({
  name: 'CompleteMultipartUpload',
  method: 'POST',
  queryFields: { uploadId: 'uploadId', encodingType: 'encoding-type' },
  headerFields: {
    acl: 'x-oss-object-acl',
    objectAcl: 'x-oss-object-acl',
    completeAll: 'x-oss-complete-all',
    callback: 'x-oss-callback',
    callbackVar: 'x-oss-callback-var',
    forbidOverwrite: 'x-oss-forbid-overwrite',
    requestPayer: 'x-oss-request-payer',
  },
});

function partListXml(parts: readonly UploadedPart[]): string {
  const items = parts
    .toSorted((left, right) => left.partNumber - right.partNumber)
    .map(({ partNumber, etag }) => {
      checkPartNumber(partNumber);
      requireEtag(etag, partNumber);
      return `<Part><PartNumber>${partNumber}</PartNumber><ETag>${escapeXml(etag)}</ETag></Part>`;
    });
  return `<CompleteMultipartUpload>${items.join('')}</CompleteMultipartUpload>`;
}

/** Pages often lack it: unless a CORS rule exposes `ETag`, `headers.get('etag')` is `null`. */
function requireEtag(etag: string, partNumber: number): void {
  if (typeof etag === 'string' && etag !== '') return;
  throw configError(
    'InvalidParameter',
    `The part ${partNumber} has no ETag.`,
    'Pass the `ETag` in the response to its upload; for pages, expose it in the CORS rules of the bucket.',
  );
}

function escapeXml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
