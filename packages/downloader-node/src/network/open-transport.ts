import type { Slots } from '@ossferry/contract';
import type { RangeTransport, TakeBytes } from '@ossferry/downloader-core';
import { heedSignal } from '@ossferry/downloader-core/internal';
import { type NetworkSettings, readNetworkSettings } from './network.ts';
import { sharedTransport } from './shared-transport.ts';

/** Opens Node's own HTTP client, or `given`: a transport of the client, over fetch or axios, for example. */
export function openTransport(
  given: Slots['transport'] | undefined,
  network: NetworkSettings = readNetworkSettings({}),
): RangeTransport {
  return given === undefined ? sharedTransport(network) : heedSignal(fromResponses(given));
}

function fromResponses(send: Slots['transport']): RangeTransport {
  return async ({ url, headers }, signal) => {
    const response = await send({ method: 'GET', url, headers, signal });
    const reader = response.body?.getReader();
    const cancel = () => void reader?.cancel().catch(() => undefined);
    return {
      status: response.status,
      header: (name) => response.headers.get(name),
      read: (take) => readBody(reader, take, signal),
      cancel,
    };
  };
}

/** Not every transport ends the body of an answer when its request is aborted, so that is done here. */
async function readBody(
  reader: ReadableStreamDefaultReader<Uint8Array> | undefined,
  take: TakeBytes,
  signal: AbortSignal,
): Promise<void> {
  signal.throwIfAborted();
  if (reader === undefined) return;
  const letGo = () => void reader.cancel(signal.reason).catch(() => undefined);
  signal.addEventListener('abort', letGo, { once: true });
  try {
    for (let next = await reader.read(); !next.done; next = await reader.read()) await take(next.value);
    signal.throwIfAborted();
  } catch (error) {
    letGo();
    throw error;
  } finally {
    signal.removeEventListener('abort', letGo);
  }
}
