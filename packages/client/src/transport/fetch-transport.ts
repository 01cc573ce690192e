import type { Transport } from '@ossferry/contract';
import { checkFetchable } from './check-fetchable.ts';
import { wireBody } from './wire-body.ts';

export interface FetchTransportOptions {
  /** @default globalThis.fetch, looked up at each request */
  readonly fetch?: typeof globalThis.fetch | undefined;
}

/**
 * Creates the standard transport, which uses `fetch`. It does not follow redirects or add headers that a signature covers.
 * It requests the encoding `identity` by default, so that the bytes are those of the object. It streams both bodies.
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
