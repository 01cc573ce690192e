import { configError } from '../config-error.ts';

/** Refuses an invalid part number. */
export function checkPartNumber(partNumber: number): void {
  if (Number.isInteger(partNumber) && partNumber >= 1 && partNumber <= 10_000) return;
  throw configError(
    'InvalidPartNumber',
    `The part number ${partNumber} is not valid.`,
    'Parts are numbered from 1 to 10000.',
  );
}

/** Refuses a missing upload ID, without which the request would be a different operation. */
export function requireUploadId(uploadId: string): void {
  if (typeof uploadId === 'string' && uploadId !== '') return;
  throw configError(
    'InvalidUploadId',
    'The upload ID is missing.',
    'Use the `UploadId` that InitiateMultipartUpload returned.',
  );
}
