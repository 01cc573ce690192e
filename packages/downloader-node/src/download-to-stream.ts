import type { Writable } from 'node:stream';
import { OssError } from '@ossferry/contract';
import {
  createLocalCarrier,
  type DownloadSource,
  type DownloadSummary,
  runDownload,
  type Sink,
  type Workspace,
} from '@ossferry/downloader-core';
import { keepSource, limitRate, noJournal, readTimeouts, withAsyncListener } from '@ossferry/downloader-core/internal';
import { checkKinds } from './check-kinds.ts';
import type { DownloadOptions } from './download.ts';
import { loadCrc64 } from './load-crc64.ts';
import { readNetworkSettings } from './network/network.ts';
import { openTransport } from './network/open-transport.ts';

/** Options of a stream, which has one request at a time and cannot resume. */
export type StreamOptions = Omit<DownloadOptions, 'parallel' | 'partSizeBytes' | 'overwrite' | 'threads' | 'onChange'>;

/**
 * Writes an object to a stream, in order, with backpressure. After a broken connection, the download continues at the
 * byte where it stopped. The stream is ended only if the CRC-64 of all bytes is correct. Otherwise, it is destroyed
 * with the error, and the bytes already written must not be trusted.
 */
export async function downloadToStream(
  source: DownloadSource,
  destination: Writable,
  options: StreamOptions = {},
): Promise<DownloadSummary> {
  if (typeof destination?.on !== 'function') {
    throw new OssError({
      code: 'InvalidDestination',
      phase: 'config',
      message: 'The destination is not a stream.',
      advice: 'Give a Writable of node:stream; for a path, use download().',
    });
  }
  // The promise reports failures; an unhandled `error` event would end the process.
  destination.on('error', () => undefined);
  try {
    checkKinds(options);
    return await withAsyncListener(options, (wrapped) => writeObject(source, destination, wrapped));
  } catch (error) {
    destination.destroy(error instanceof Error ? error : new Error(String(error)));
    throw error;
  }
}

async function writeObject(
  source: DownloadSource,
  destination: Writable,
  options: StreamOptions,
): Promise<DownloadSummary> {
  const network = readNetworkSettings(options);
  const timeouts = readTimeouts(options.timeouts);
  const keeper = keepSource(source, options);
  const crc64 = await loadCrc64();
  const stream = createStreamEnd(destination, options.signal);
  return runDownload({
    source: keeper,
    workspace: stream.workspace,
    crc64,
    options: { ...options, parallel: 1, partSizeBytes: Number.POSITIVE_INFINITY, onChange: 'fail' },
    openCarrier() {
      const transport = limitRate(openTransport(options.transport, network), options.limitRateBytesPerSecond);
      return createLocalCarrier({ transport, sink: stream.sink, crc64, timeouts });
    },
  });
}

interface StreamEnd {
  readonly sink: Sink;
  readonly workspace: Workspace;
}

function createStreamEnd(destination: Writable, signal: AbortSignal | undefined): StreamEnd {
  let hasStarted = false;
  let fail: (reason: unknown) => void = () => undefined;
  // The stream's own error says more than a failed write after it.
  const failure = (error: Error): OssError => streamFailed(destination.errored ?? error);
  // A closed stream, or one whose reader stopped reading, must not block the download forever.
  destination.once('close', () => fail(failure(new Error('it was closed'))));
  const onAbort = () => fail(signal?.reason);
  signal?.addEventListener('abort', onAbort, { once: true });

  const sink: Sink = {
    write: (bytes) =>
      new Promise((resolve, reject) => {
        hasStarted = true;
        fail = reject;
        // A copy, because the stream may keep the bytes, and the buffer is reused.
        destination.write(Uint8Array.from(bytes), (error) => (error ? reject(failure(error)) : resolve()));
      }),
  };
  const workspace: Workspace = {
    ...noJournal,
    reset: async () => !hasStarted,
    reserve: async () => undefined,
    commit: () =>
      new Promise((resolve, reject) => {
        fail = reject;
        // A stream may still fail at its end, after all writes have succeeded.
        destination.end((error?: Error | null) => (error ? reject(failure(error)) : resolve()));
      }),
    release: async () => signal?.removeEventListener('abort', onAbort),
  };
  return { sink, workspace };
}

function streamFailed(cause: Error): OssError {
  return new OssError({
    code: 'StreamFailed',
    phase: 'disk',
    message: `The destination stream failed: ${cause.message}.`,
    advice: 'See the cause.',
    cause,
  });
}
