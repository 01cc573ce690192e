import type { ObjectIdentity } from '../ports.ts';
import { hasStrongEtag } from './pin.ts';

/** Describes how an object differs from its earlier state; `undefined` if no difference is known. */
export function describeDifference(now: ObjectIdentity, before: ObjectIdentity): string | undefined {
  if (now.sizeBytes !== before.sizeBytes) return `it has ${now.sizeBytes} bytes now, it had ${before.sizeBytes}`;
  if (differ(now.etag, before.etag)) return 'its ETag changed';
  if (differ(now.crc64, before.crc64)) return 'its CRC-64 changed';
  if (differ(now.versionId, before.versionId)) return 'its version ID changed';
  // A strong ETag is more reliable: nodes of a CDN may have received the same object at different times.
  if (!hasStrongEtag(before) && differ(now.lastModified, before.lastModified)) return 'its modification time changed';
  return undefined;
}

/** A missing header proves nothing. */
function differ<T>(now: T | undefined, before: T | undefined): boolean {
  return now !== undefined && before !== undefined && now !== before;
}
