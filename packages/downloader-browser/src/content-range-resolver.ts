import type { HeaderMap } from '@ossferry/contract';
import type { RangeResponse } from '@ossferry/downloader-core';

/** Makes an answer show a `Content-Range`, even when CORS hides it. */
export type ContentRangeResolver = (
  response: RangeResponse,
  sent: HeaderMap,
  ask: (range: string) => Promise<RangeResponse>,
) => Promise<RangeResponse>;

/**
 * Puts in what CORS hides. Where `Content-Range` cannot be read, the place of a 206 is the one that was asked for, and
 * the size of the object is the length of an answer that goes on to its end: one request more, whose body is not read. When
 * that request is refused, its answer takes the place of the other one: it says why, and is judged as any refusal is.
 */
export function createContentRangeResolver(): ContentRangeResolver {
  let sizeBytes = Number.NaN;

  return async (response, sent, ask) => {
    const [, first, last] = /^bytes=(\d+)-(\d*)$/.exec(sent['range'] ?? '') ?? [];
    const shown = response.header('content-range');
    const length = lengthOf(response);
    if (response.status !== 206 || shown !== null || first === undefined || Number.isNaN(length)) return response;
    const start = Number(first);
    if (last === '') sizeBytes = start + length;
    // A size that could not be found out is asked for again, with the next answer.
    if (Number.isNaN(sizeBytes)) {
      const rest = await ask(`bytes=${start}-`).catch((error) => {
        response.cancel();
        throw error;
      });
      if (rest.status !== 206) {
        response.cancel();
        return rest;
      }
      rest.cancel();
      sizeBytes = start + lengthOf(rest);
    }
    const contentRange = `bytes ${start}-${start + length - 1}/${sizeBytes}`;
    return {
      ...response,
      header: (name) => (name === 'content-range' ? contentRange : response.header(name)),
    };
  };
}

function lengthOf(response: RangeResponse): number {
  return Number(response.header('content-length') ?? Number.NaN);
}
