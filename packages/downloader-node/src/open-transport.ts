import type { Slots } from '@ossferry/contract';
import type { RangeTransport } from '@ossferry/downloader-core';
import type { HttpTransport } from './http-transport.ts';
import { type NetworkSettings, readNetworkSettings } from './network.ts';
import { sharedTransport } from './shared-transport.ts';

/** Opens Node's own HTTP client, or `given`: a transport of the client, over fetch or axios, for example. */
export function openTransport(
  given: Slots['transport'] | undefined,
  network: NetworkSettings = readNetworkSettings({}),
): HttpTransport {
  return { send: given === undefined ? sharedTransport(network) : fromResponses(given), close: () => undefined };
}

function fromResponses(send: Slots['transport']): RangeTransport {
  return async ({ url, headers }, signal) => {
    const response = await send({ method: 'GET', url, headers, signal });
    return {
      status: response.status,
      header: (name) => response.headers.get(name),
      async read(take) {
        for await (const chunk of response.body ?? []) await take(chunk);
      },
      cancel: () => void response.body?.cancel().catch(() => undefined),
    };
  };
}
