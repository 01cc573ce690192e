import { OssError, type WireRequest } from '@ossferry/contract';

/** A body as `fetch` takes it, without anything that makes `fetch` add a header. */
export type WireBody = Uint8Array<ArrayBuffer> | Blob | ReadableStream<Uint8Array>;

/**
 * Turns a body into one that makes `fetch` add no `Content-Type`, which the signature would have to cover: text becomes
 * bytes, a blob loses its type. A stream is opened anew by each call.
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
    message: 'The body gave a stream that is in use already.',
    advice: 'Give a function that opens a new stream with every call.',
  });
}
