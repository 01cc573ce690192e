import type { HeaderMap } from '@ossferry/contract';
import type { RangeResponse } from '@ossferry/downloader-core';

/** Adds a `Content-Range` to a response if CORS hides it. */
export type ContentRangeResolver = (
  response: RangeResponse,
  sent: HeaderMap,
  request: (range: string) => Promise<RangeResponse>,
) => Promise<RangeResponse>;

/**
 * Creates a resolver for one object. If a 206 does not show its `Content-Range`, the requested position is assumed. The
 * size comes from one additional, open-ended request whose body is not read. If that request is refused, its response
 * is returned instead, and handled like any other refusal.
 */
export function createContentRangeResolver(): ContentRangeResolver {
  let sizeBytes = Number.NaN;

  return async (response, sent, request) => {
    const [, first, last] = /^bytes=(\d+)-(\d*)$/.exec(sent['range'] ?? '') ?? [];
    const shown = response.header('content-range');
    const length = lengthOf(response);
    if (response.status !== 206 || shown !== null || first === undefined || Number.isNaN(length)) return response;
    const start = Number(first);
    if (last === '') sizeBytes = start + length;
    // A size that is still unknown is requested again with the next response.
    if (Number.isNaN(sizeBytes)) {
      const rest = await request(`bytes=${start}-`).catch((error) => {
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
