import type { ObjectIdentity } from '../ports.ts';

/** How to check that all ranges belong to one version. */
export type PinPolicy = 'strict' | 'cdn';

/** Returns the properties that all later responses must have. */
export function pinOf(identity: ObjectIdentity | undefined, policy: PinPolicy): ObjectIdentity | undefined {
  if (identity === undefined) return undefined;
  return policy === 'strict' ? identity : { ...identity, etag: undefined };
}

/** `If-Match` never matches a weak ETag (RFC 9110, section 13.1.1). */
export function hasStrongEtag({ etag }: ObjectIdentity): boolean {
  return etag !== undefined && !etag.startsWith('W/');
}
