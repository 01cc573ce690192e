import { invalidArgument } from '../../errors/request-errors.ts';
import type { OssRequest } from '../../server/oss-request.ts';

/** ECs of the two forms, for a name that is listed but absent and for one that is not allowed. */
export interface AdditionalHeaderCodes {
  readonly absent: string;
  readonly malformed: string;
}

/** Splits `host;range`; names come back in lower case, sorted, each once. */
export function parseAdditionalHeaders(list: string): string[] {
  const names = list.split(';').map((name) => name.trim().toLowerCase());
  return [...new Set(names.filter((name) => name !== ''))].sort();
}

/**
 * Refuses a request that lacks a header which its signature lists.
 *
 * @throws ServiceError InvalidArgument (400)
 */
export function checkAdditionalHeaders(
  names: readonly string[],
  request: OssRequest,
  codes: AdditionalHeaderCodes,
): void {
  for (const name of names) {
    if (name.includes('_')) {
      throw invalidArgument(
        'Additional header names may not hold underscores.',
        'AdditionalHeaders',
        name,
        codes.malformed,
      );
    }
    if (!request.headers.has(name)) {
      throw invalidArgument('A listed additional header is missing.', 'AdditionalHeaders', name, codes.absent);
    }
  }
}
