import { invalidArgument } from '../../errors/request-errors.ts';
import type { OssRequest } from '../../protocol/oss-request.ts';

/** The ECs for a missing header and for a name that is not allowed; URLs and headers have different ones. */
export interface AdditionalHeaderCodes {
  readonly absent: string;
  readonly malformed: string;
}

/** Splits a list such as `host;range` into sorted, unique names in lower case. */
export function parseAdditionalHeaders(list: string): string[] {
  const names = list.split(';').map((name) => name.trim().toLowerCase());
  return [...new Set(names.filter((name) => name !== ''))].sort();
}

/**
 * Checks that the request has every header that its signature lists.
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
        'Additional header names must not contain underscores.',
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
