import { OssError, type OssErrorOptions } from '@ossferry/contract';
import type { DownloadEvent, DownloadSource, PresignedUrl } from '@ossferry/downloader-core';
import type { Destination, SaverDestination } from './destination.ts';
import type { DownloadOptions } from './download-options.ts';
import {
  type SummaryWithFile,
  type FromWorker,
  type PackedEvent,
  type PlainOptions,
  packError,
  type ToWorker,
  unpackError,
} from './worker-messages.ts';

/** Downloads in a worker of its own, which ends with the download. `onAlive` is called every ten seconds. */
export async function downloadInWorker(
  source: DownloadSource,
  destination: Destination | SaverDestination,
  options: DownloadOptions,
  onAlive?: () => void,
): Promise<SummaryWithFile> {
  const {
    signal,
    onEvent,
    workerUrl,
    threads: _threads,
    transport: _transport,
    now: _now,
    random: _random,
    ...plain
  } = options;
  signal?.throwIfAborted();
  const worker = startWorker(workerUrl);
  const tell = (message: ToWorker, transfer: Transferable[] = []): void => worker.postMessage(message, transfer);
  let sourceFailure: unknown;
  let onAbort = (): void => undefined;

  const makeSource = async ({ id, context }: Extract<FromWorker, { type: 'make' }>): Promise<void> => {
    try {
      if (typeof source !== 'function') throw new Error('a fixed URL cannot be renewed');
      tell({ type: 'made', id, source: strip(await source({ ...context, signal })) });
    } catch (cause) {
      sourceFailure = cause;
      tell({ type: 'not-made', id, error: OssError.isInstance(cause) ? packError(cause) : undefined });
    }
  };
  // The worker knows only that the function failed; with what, is known here.
  const unpack = (error: OssErrorOptions): OssError =>
    unpackError(error, error.code === 'SourceFailed' ? sourceFailure : undefined);
  const unpackEvent = (event: PackedEvent): DownloadEvent =>
    event.type === 'retry' ? { ...event, error: unpack(event.error) } : event;

  try {
    return await new Promise<SummaryWithFile>((resolve, reject) => {
      let isHeard = false;
      onAbort = () => {
        if (isHeard) tell({ type: 'abort' });
        else reject(signal?.reason); // Its script may never come.
      };
      // As the engine heeds its listener; that of a page stays on this side.
      let heard: Promise<unknown> = Promise.resolve();
      const hear = async (event: DownloadEvent): Promise<void> => onEvent?.(event);
      worker.addEventListener('error', () => reject(workerFailed()));
      worker.addEventListener('message', ({ data }: MessageEvent<FromWorker>) => {
        isHeard = true;
        if (data.type === 'event') heard = Promise.all([heard, hear(unpackEvent(data.event)).catch(reject)]);
        else if (data.type === 'make') void makeSource(data);
        else if (data.type === 'done') void heard.then(() => resolve(data.summary));
        else if (data.type === 'alive') onAlive?.();
        else if (signal?.aborted) reject(signal.reason);
        else reject(unpack(data.error));
      });
      signal?.addEventListener('abort', onAbort, { once: true });
      const start = { type: 'start', destination, options: plain satisfies PlainOptions } as const;
      const transfer = destination.kind === 'saver' ? [destination.port] : [];
      tell({ ...start, source: typeof source === 'function' ? null : strip(source) }, transfer);
    });
  } finally {
    signal?.removeEventListener('abort', onAbort);
    worker.terminate();
  }
}

function startWorker(workerUrl: string | URL | undefined): Worker {
  try {
    if (workerUrl !== undefined) return new Worker(workerUrl, { type: 'module' });
    // Written out in one expression: that is how bundlers find the worker.
    return new Worker(new URL('./download-worker.js', import.meta.url), { type: 'module' });
  } catch (cause) {
    throw workerFailed(cause);
  }
}

// A presign result may carry more than a message can: only what a download needs crosses.
function strip(source: string | PresignedUrl): string | PresignedUrl {
  if (typeof source === 'string') return source;
  // What a server's JSON lacks, for example: the worker says what is wrong with it.
  const { url, signedHeaders, expiration, method } = source ?? { url: '' };
  return { url, signedHeaders: { ...signedHeaders }, expiration, method };
}

function workerFailed(cause?: unknown): OssError {
  return new OssError({
    code: 'ThreadFailed',
    phase: 'config',
    message: 'The worker that carries the download could not be started, or ended unexpectedly.',
    advice:
      "Check that its script is served (workerUrl) from the page's own origin, and that worker-src of the page allows it.",
    cause,
  });
}
