import type { Writable } from 'node:stream';
import { OssError } from '@ossferry/contract';
import {
  createCrc64,
  createLocalCarrier,
  createRateLimit,
  createSourceKeeper,
  type DownloadSource,
  type DownloadSummary,
  runDownload,
  type Sink,
  type Workspace,
} from '@ossferry/downloader-core';
import { readTimeouts, withAsyncListener } from '@ossferry/downloader-core/internal';
import type { DownloadOptions } from './download.ts';
import { readNetworkSettings } from './network/network.ts';
import { openTransport } from './network/open-transport.ts';

/** What applies to a stream: there is one request at a time, and nothing to resume from. */
export type StreamOptions = Omit<DownloadOptions, 'parallel' | 'partSizeBytes' | 'overwrite' | 'threads' | 'onChange'>;

/**
 * Sends an object to a stream, in order, as fast as the stream takes it. A broken connection is mended at the byte
 * where it broke. The stream is ended only when the CRC-64 of all bytes is right, and destroyed with the error
 * otherwise: whoever reads it must not believe what came before.
 */
export async function downloadToStream(
  source: DownloadSource,
  destination: Writable,
  options: StreamOptions = {},
): Promise<DownloadSummary> {
  // The promise tells of a failure; an event that nobody listens to would end the process.
  destination.on('error', () => undefined);
  try {
    return await withAsyncListener(options, (wrapped) => bring(source, destination, wrapped));
  } catch (error) {
    destination.destroy(error instanceof Error ? error : new Error(String(error)));
    throw error;
  }
}

async function bring(source: DownloadSource, destination: Writable, options: StreamOptions): Promise<DownloadSummary> {
  const { transport, limitRateBytesPerSecond: bytesPerSecond, onEvent } = options;
  const network = readNetworkSettings(options);
  const timeouts = readTimeouts(options.timeouts);
  const keeper = createSourceKeeper(source, {
    now: options.now,
    signal: options.signal,
    onRenewed: ({ expiration }) => onEvent?.({ type: 'renewed', expiration }),
  });
  const crc64 = await createCrc64();
  const stream = createStreamEnd(destination, options.signal);
  return runDownload({
    source: keeper,
    workspace: stream.workspace,
    crc64,
    options: { ...options, parallel: 1, partSizeBytes: Number.POSITIVE_INFINITY, onChange: 'fail' },
    openCarrier() {
      const send = openTransport(transport, network);
      const limited = bytesPerSecond === undefined ? send : createRateLimit({ bytesPerSecond })(send);
      return createLocalCarrier({ transport: limited, sink: stream.sink, crc64, timeouts });
    },
  });
}

interface StreamEnd {
  readonly sink: Sink;
  readonly workspace: Workspace;
}

function createStreamEnd(destination: Writable, signal: AbortSignal | undefined): StreamEnd {
  let begun = false;
  let giveUp: (reason: unknown) => void = () => undefined;
  // What the stream itself failed of says more than that it takes nothing any more.
  const failure = (error: Error): OssError => streamFailed(destination.errored ?? error);
  // A reader that has gone, or never takes what it was given, must not hold the download for ever.
  destination.once('close', () => giveUp(failure(new Error('it was closed'))));
  const onAbort = () => giveUp(signal?.reason);
  signal?.addEventListener('abort', onAbort, { once: true });

  const sink: Sink = {
    write: (bytes) =>
      new Promise((resolve, reject) => {
        begun = true;
        giveUp = reject;
        // A copy: a stream may hold on to what it was given, and our buffer is filled again.
        destination.write(Uint8Array.from(bytes), (error) => (error ? reject(failure(error)) : resolve()));
      }),
  };
  const workspace: Workspace = {
    readJournal: async () => new Uint8Array(),
    appendJournal: async () => undefined,
    replaceJournal: async () => undefined,
    reset: async () => !begun,
    read: async () => new Uint8Array(),
    sync: async () => undefined,
    reserve: async () => undefined,
    commit: () =>
      new Promise((resolve, reject) => {
        giveUp = reject;
        // Called with an error too: a stream may fail at its end, when all bytes have been taken.
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
    message: `The stream that takes the bytes failed: ${cause.message}.`,
    advice: 'See the cause.',
    cause,
  });
}
