import type { OssRequest } from '../protocol/oss-request.ts';
import type { Fault } from './fault.ts';

/** Applies `ignore-range` and `shorten-range` faults to the `Range` header of a request. */
export function changeRange(request: OssRequest, fault: Fault): OssRequest {
  if (fault.type !== 'ignore-range' && fault.type !== 'shorten-range') return request;
  const headers = new Map(request.headers);
  const [, start, end] = /^bytes=(\d+)-(\d*)$/.exec(headers.get('range') ?? '') ?? [];
  if (fault.type === 'ignore-range') {
    headers.delete('range');
  } else if (start !== undefined) {
    const lastOffset = Number(start) + fault.maxBytes - 1;
    headers.set('range', `bytes=${start}-${end === '' ? lastOffset : Math.min(Number(end), lastOffset)}`);
  }
  return { ...request, headers };
}
