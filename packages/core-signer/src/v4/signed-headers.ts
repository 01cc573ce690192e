import type { HeaderMap } from '@ossferry/contract';
import { type HeaderEntry, isSignedByDefault, sortHeaders } from '../read-headers.ts';
import { refusal } from '../refusal.ts';

/** The headers that one V4 signature covers. */
export interface V4SignedHeaders {
  /** Sorted by name. */
  readonly entries: readonly HeaderEntry[];
  /** The names that are signed on request, sorted and joined by `;`; `''` when there are none. */
  readonly additional: string;
}

/**
 * Chooses what is signed: every `x-oss-*`, `Content-Type` and `Content-MD5`, and the additional headers that the request
 * really has. Those that it lacks are left out, as all official SDKs do: OSS refuses a listed header that is not sent.
 */
export function selectSignedHeaders(
  headers: HeaderMap,
  additionalHeaders: readonly string[] | undefined,
): V4SignedHeaders {
  const additional = new Set<string>();
  for (const listed of additionalHeaders ?? []) {
    const name = listed.toLowerCase();
    if (!isSignedByDefault(name) && Object.hasOwn(headers, name) && headers[name] !== '') {
      additional.add(requireAdditionalName(name));
    }
  }
  const signed = Object.entries(headers).filter(([name]) => isSignedByDefault(name) || additional.has(name));
  return { entries: sortHeaders(signed), additional: [...additional].sort().join(';') };
}

// EC 0002-00000078.
function requireAdditionalName(name: string): string {
  if (!name.includes('_')) return name;
  throw refusal(
    'InvalidHeader',
    `The header ${name} cannot be an additional header: OSS refuses underscores there.`,
    'Rename it or leave it unsigned.',
  );
}
