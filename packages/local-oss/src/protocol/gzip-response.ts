import { pipeline, Readable } from 'node:stream';
import { createGzip } from 'node:zlib';
import type { OssResponse } from './oss-response.ts';

/** Compresses the body while it is sent, as OSS does: chunked, and without an ETag. */
export function gzipResponse(response: OssResponse): OssResponse {
  if (response.body === undefined) return response;
  const headers: Record<string, string> = { ...response.headers, 'content-encoding': 'gzip', vary: 'Accept-Encoding' };
  delete headers['etag'];
  return {
    status: response.status,
    headers,
    body: { ...response.body, sizeBytes: undefined, chunks: gzip(response.body.chunks) },
  };
}

/** Reports whether the client accepts gzip. */
export function acceptsGzip(headers: ReadonlyMap<string, string>): boolean {
  const codings = (headers.get('accept-encoding') ?? '').toLowerCase().split(',');
  return codings.some((coding) => /^\s*gzip\s*(?:;\s*q=(?!0(?:\.0*)?\s*$).*)?$/.test(coding));
}

async function* gzip(chunks: AsyncIterable<Uint8Array>): AsyncIterable<Uint8Array> {
  const compressor = createGzip();
  // An error of the source destroys the compressor, and iterating over it throws the error.
  pipeline(Readable.from(chunks, { objectMode: false }), compressor, () => {});
  yield* compressor;
}
