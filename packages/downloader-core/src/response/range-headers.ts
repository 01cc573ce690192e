import type { HeaderMap } from '@ossferry/contract';
import type { RangeOrder } from '../ports.ts';
import { hasStrongEtag } from './pin.ts';

/** Returns the headers of a ranged GET: the signed headers, unchanged, and the few that need no signature. */
export function rangeHeaders(order: RangeOrder): HeaderMap {
  return {
    'accept-encoding': 'identity',
    ...(order.pin?.etag !== undefined && hasStrongEtag(order.pin) ? { 'if-match': order.pin.etag } : {}),
    ...order.headers,
    range: `bytes=${order.start}-${Number.isFinite(order.end) ? order.end - 1 : ''}`,
  };
}
