import type { Transport } from '@ossferry/contract';
import { checkFetchable } from './check-fetchable.ts';
import { wireBody } from './wire-body.ts';

export interface FetchTransportOptions {
  /** @default globalThis.fetch, looked up at each request */
  readonly fetch?: typeof globalThis.fetch | undefined;
}

/**
 * Makes the standard transport, over `fetch`. It follows no redirect, adds no header that a signature covers, and asks for
 * `identity` unless the request says otherwise, so that the bytes are those of the object. Request and response stream.
 */
export function fetchTransport({ fetch }: FetchTransportOptions = {}): Transport {
  return async ({ method, url, headers, body, signal }) => {
    checkFetchable(url);
    const send = fetch ?? globalThis.fetch;
    return send(url, {
      method,
      headers: { 'accept-encoding': 'identity', ...headers },
      redirect: 'manual',
      signal: signal ?? null,
      ...(body !== undefined && { body: wireBody(body) }),
      ...(typeof body === 'function' && { duplex: 'half' }),
    });
  };
}
