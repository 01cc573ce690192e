import type { RequestBody } from '@ossferry/contract';
import { configError } from '../config-error.ts';

/** Refuses a body that cannot be sent, or not more than once. Separate from `defineOperation`: most operations have none. */
export function checkBody(body: RequestBody | undefined): RequestBody | undefined {
  if (body === undefined || typeof body === 'string' || typeof body === 'function') return body;
  if (isBytes(body) || body instanceof Blob) return body;
  throw configError(
    'InvalidBody',
    'The body is not a string, Uint8Array, Blob or function that opens a stream.',
    'A stream can be read only once, but a retry needs it again: pass `() => openTheStream()`.',
  );
}

/** Checks the tag: with jsdom and in other realms, a `Buffer` is an instance of a different `Uint8Array`. */
function isBytes(body: unknown): boolean {
  return Object.prototype.toString.call(body) === '[object Uint8Array]';
}
