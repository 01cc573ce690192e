import type { Transport } from '@ossferry/contract';
import type { ChunkHandler, RangeTransport } from '@ossferry/downloader-core';
import { abortableTransport } from '@ossferry/downloader-core/internal';
import type { NetworkSettings } from './network.ts';
import { findNetworkCause, networkError } from './network-error.ts';
import { sharedTransport } from './shared-transport.ts';
import { splitUrl } from './split-url.ts';

/** Returns the transport `given`, for example the client's fetch or axios transport, or else Node's own HTTP client. */
export function openTransport(given: Transport | undefined, network: NetworkSettings): RangeTransport {
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
      read: (onChunk) => readBody(reader, onChunk, signal, explain),
      cancel,
    };
  };
}

/**
 * Cancels the body on abort, because not every transport does so itself. `explain` converts errors of the body; errors
 * thrown by `onChunk` are not changed.
 */
async function readBody(
  reader: ReadableStreamDefaultReader<Uint8Array> | undefined,
  onChunk: ChunkHandler,
  signal: AbortSignal,
  explain: (error: unknown) => unknown,
): Promise<void> {
  signal.throwIfAborted();
  if (reader === undefined) return;
  const cancel = () => void reader.cancel(signal.reason).catch(() => undefined);
  signal.addEventListener('abort', cancel, { once: true });
  const read = () =>
    reader.read().catch((error) => {
      throw explain(error);
    });
  try {
    for (let next = await read(); !next.done; next = await read()) await onChunk(next.value);
    signal.throwIfAborted();
  } catch (error) {
    cancel();
    throw error;
  } finally {
    signal.removeEventListener('abort', cancel);
  }
}
