import type { Slots } from '@ossferry/contract';
import type { RangeTransport } from '@ossferry/downloader-core';

/** Makes a range transport of one that gives web `Response`s, such as the client's `fetch` and axios transports. */
export function fromResponseTransport(send: Slots['transport']): RangeTransport {
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
