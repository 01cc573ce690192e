import type { ObjectIdentity } from '../ports.ts';
import { hasStrongEtag } from './pin.ts';

/** Says in a few words how an object differs from what it was; `undefined` when nothing shows that it is another one. */
export function describeDifference(now: ObjectIdentity, before: ObjectIdentity): string | undefined {
  if (now.sizeBytes !== before.sizeBytes) return `it has ${now.sizeBytes} bytes now, it had ${before.sizeBytes}`;
  if (differ(now.etag, before.etag)) return 'its ETag is another one';
  if (differ(now.crc64, before.crc64)) return 'its CRC-64 is another one';
  if (differ(now.versionId, before.versionId)) return 'its version ID is another one';
  // Where there is a strong ETag it says more: nodes of a CDN may disagree on when they got the same object.
  if (!hasStrongEtag(before) && differ(now.lastModified, before.lastModified)) return 'it was modified at another time';
  return undefined;
}

/** What a server did not say proves nothing. */
function differ<T>(now: T | undefined, before: T | undefined): boolean {
  return now !== undefined && before !== undefined && now !== before;
}
