import { setTimeout as sleep } from 'node:timers/promises';
import { invalidArgument } from '../errors/request-errors.ts';
import type { OssRequest } from '../protocol/oss-request.ts';
import { queryValue } from '../protocol/query.ts';

/**
 * Reads `x-oss-traffic-limit`, in bits per second, from the header or the query.
 *
 * @see https://www.alibabacloud.com/help/en/oss/user-guide/single-connection-bandwidth-throttling
 * @throws ServiceError InvalidArgument if it is in both or out of range (819200 to 838860800)
 */
export function readTrafficLimit(request: OssRequest): number | undefined {
  const inHeader = request.headers.get(parameter);
  const inQuery = queryValue(request.query, parameter);
  if (inHeader !== undefined && inQuery !== undefined) {
    throw invalidArgument(
      'The traffic limit must be either in a header or in the URL, not in both.',
      parameter,
      inHeader,
      '0004-00000501',
    );
  }
  const text = inHeader ?? inQuery;
  if (text === undefined) return undefined;
  const bitsPerSecond = /^\d+$/.test(text) ? Number(text) : Number.NaN;
  if (!(bitsPerSecond >= minBitsPerSecond && bitsPerSecond <= maxBitsPerSecond)) {
    throw invalidArgument('The traffic limit must be between 819200 and 838860800.', parameter, text, '0004-00000502');
  }
  return bitsPerSecond;
}

/** Limits the rate of a stream; without a rate, the stream is unchanged. */
export async function* limitTraffic(
  chunks: AsyncIterable<Uint8Array>,
  bitsPerSecond: number | undefined,
  signal: AbortSignal,
): AsyncIterable<Uint8Array> {
  if (bitsPerSecond === undefined) {
    yield* chunks;
    return;
  }
  const bytesPerMs = bitsPerSecond / 8 / 1000;
  const pieceBytes = Math.ceil(bytesPerMs * pieceMs);
  const startMs = performance.now();
  let sentBytes = 0;
  for await (const chunk of chunks) {
    for (let offset = 0; offset < chunk.length; offset += pieceBytes) {
      const piece = chunk.subarray(offset, offset + pieceBytes);
      sentBytes += piece.length;
      yield piece;
      await sleep(Math.max(0, startMs + sentBytes / bytesPerMs - performance.now()), undefined, { signal });
    }
  }
}

const parameter = 'x-oss-traffic-limit';
const minBitsPerSecond = 819_200;
const maxBitsPerSecond = 838_860_800;
/** Short enough for a steady rate, long enough for the resolution of timers. */
const pieceMs = 20;
