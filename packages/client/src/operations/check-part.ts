import { OssError } from '@ossferry/contract';

/** Refuses a part number that OSS does not have. */
export function checkPartNumber(partNumber: number): void {
  if (Number.isInteger(partNumber) && partNumber >= 1 && partNumber <= 10_000) return;
  throw new OssError({
    code: 'InvalidPartNumber',
    phase: 'config',
    message: `The part number ${partNumber} is not valid.`,
    advice: 'Parts are numbered from 1 to 10000.',
  });
}

/** Refuses to leave out the upload ID: without it the request would mean something else. */
export function requireUploadId(uploadId: string): void {
  if (typeof uploadId === 'string' && uploadId !== '') return;
  throw new OssError({
    code: 'InvalidUploadId',
    phase: 'config',
    message: 'The upload ID is missing.',
    advice: 'Use the `UploadId` that InitiateMultipartUpload answered.',
  });
}
