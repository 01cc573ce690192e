import type { HeaderMap } from '@ossferry/contract';
import type { RangeResponse } from '@ossferry/downloader-core';

/** Makes an answer show a `Content-Range`, even when CORS hides it. */
export type RangePlacer = (
  response: RangeResponse,
  sent: HeaderMap,
  ask: (range: string) => Promise<RangeResponse>,
) => Promise<RangeResponse>;

/**
 * Puts in what CORS hides. Where `Content-Range` cannot be read, the place of a 206 is the one that was asked for, and
 * the size of the object is the length of an answer that goes on to its end: one request more, whose body is not read.
 */
export function createRangePlacer(): RangePlacer {
  let sizeBytes: Promise<number> | undefined;

  const findSize = async (start: number, ask: (range: string) => Promise<RangeResponse>): Promise<number> => {
    const rest = await ask(`bytes=${start}-`);
    rest.cancel();
    return rest.status === 206 ? start + Number(rest.header('content-length') ?? Number.NaN) : Number.NaN;
  };

  return async (response, sent, ask) => {
    const [, first, last] = /^bytes=(\d+)-(\d*)$/.exec(sent['range'] ?? '') ?? [];
    const shown = response.header('content-range');
    const length = Number(response.header('content-length') ?? Number.NaN);
    if (response.status !== 206 || shown !== null || first === undefined || Number.isNaN(length)) return response;
    const start = Number(first);
    if (last === '') sizeBytes = Promise.resolve(start + length);
    sizeBytes ??= findSize(start, ask);
    const contentRange = `bytes ${start}-${start + length - 1}/${await sizeBytes}`;
    return {
      ...response,
      header: (name) => (name === 'content-range' ? contentRange : response.header(name)),
    };
  };
}
