import { OssError, type WireRequest } from '@ossferry/contract';

/** A body for which `fetch` does not add a header. */
export type WireBody = Uint8Array<ArrayBuffer> | Blob | ReadableStream<Uint8Array>;

/**
 * Converts a body so that `fetch` does not add a `Content-Type`, which the signature would have to cover: text to bytes, a
 * blob to one without a type. Each call opens a new stream.
 */
export function wireBody(body: NonNullable<WireRequest['body']>): WireBody {
  if (typeof body === 'string') return new TextEncoder().encode(body);
  if (body instanceof Blob) return body.type === '' ? body : body.slice();
  if (typeof body !== 'function') return body;
  const stream = body();
  if (!stream.locked) return stream;
  throw new OssError({
    code: 'BodyNotReplayable',
    phase: 'connect',
    message: 'The body function returned a stream that is already in use.',
    advice: 'Pass a function that opens a new stream on every call.',
  });
}
