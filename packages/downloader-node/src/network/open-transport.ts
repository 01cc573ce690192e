import type { Transport } from '@ossferry/contract';
import type { ChunkHandler, RangeTransport } from '@ossferry/downloader-core';
import { abortableTransport } from '@ossferry/downloader-core/internal';
import { type NetworkSettings, readNetworkSettings } from './network.ts';
import { findNetworkCause, networkError } from './network-error.ts';
import { sharedTransport } from './shared-transport.ts';
import { splitUrl } from './split-url.ts';

/** Opens Node's own HTTP client, or `given`: a transport of the client, over fetch or axios, for example. */
export function openTransport(
  given: Transport | undefined,
  network: NetworkSettings = readNetworkSettings({}),
): RangeTransport {
  return given === undefined ? sharedTransport(network) : abortableTransport(fromResponses(given));
}

function fromResponses(send: Transport): RangeTransport {
  return async ({ url, headers }, signal) => {
    const explain = (error: unknown): unknown => {
      const cause = findNetworkCause(error);
      return cause === undefined ? error : networkError(cause, splitUrl(url).hostname);
    };
    const response = await send({ method: 'GET', url, headers, signal }).catch((error) => {
      throw explain(error);
    });
    const reader = response.body?.getReader();
    const cancel = () => void reader?.cancel().catch(() => undefined);
    return {
      status: response.status,
      header: (name) => response.headers.get(name),
      read: (take) => readBody(reader, take, signal, explain),
      cancel,
    };
  };
}

/**
 * Not every transport ends the body of an answer when its request is aborted, so that is done here. `explain` gives what
 * to throw when the body fails; what `take` throws stays as it is.
 */
async function readBody(
  reader: ReadableStreamDefaultReader<Uint8Array> | undefined,
  take: ChunkHandler,
  signal: AbortSignal,
  explain: (error: unknown) => unknown,
): Promise<void> {
  signal.throwIfAborted();
  if (reader === undefined) return;
  const letGo = () => void reader.cancel(signal.reason).catch(() => undefined);
  signal.addEventListener('abort', letGo, { once: true });
  const read = () =>
    reader.read().catch((error) => {
      throw explain(error);
    });
  try {
    for (let next = await read(); !next.done; next = await read()) await take(next.value);
    signal.throwIfAborted();
  } catch (error) {
    letGo();
    throw error;
  } finally {
    signal.removeEventListener('abort', letGo);
  }
}
