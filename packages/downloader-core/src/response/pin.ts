import type { ObjectIdentity } from '../ports.ts';

/** How to check that all ranges belong to one version. */
export type PinPolicy = 'strict' | 'cdn';

/** Returns the properties that all later responses must have. */
export function pinOf(identity: ObjectIdentity | undefined, policy: PinPolicy): ObjectIdentity | undefined {
  if (identity === undefined) return undefined;
  return policy === 'strict' ? identity : { ...identity, etag: undefined };
}

/**
 * Whether `If-Match` can be sent: it never matches a weak ETag (RFC 9110, section 13.1.1), and an ETag with control
 * characters, from a forged journal, would add other headers.
 */
export function hasStrongEtag({ etag }: ObjectIdentity): boolean {
  return etag !== undefined && /^(?!W\/)[\t -~\x80-\xff]*$/.test(etag);
}
