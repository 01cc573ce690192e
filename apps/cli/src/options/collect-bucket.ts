import { usageError } from '../usage-error.ts';

/** Appends a bucket name to a repeatable option. */
export function collectBucket(text: string, collected: readonly string[] = []): readonly string[] {
  if (/^[a-z0-9][a-z0-9-]{1,61}[a-z0-9]$/.test(text)) return [...collected, text];
  throw usageError(
    'InvalidBucketName',
    `The bucket name ${JSON.stringify(text.slice(0, 80))} is not valid.`,
    'A bucket name has 3 to 63 characters, a-z, 0-9 and "-", and neither starts nor ends with "-".',
  );
}
