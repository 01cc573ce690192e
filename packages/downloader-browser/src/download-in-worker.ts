import { OssError, type OssErrorOptions } from '@ossferry/contract';
import type { DownloadEvent, DownloadSource, PresignedUrl } from '@ossferry/downloader-core';
import type { Destination, SaverDestination } from './destination.ts';
import type { DownloadOptions } from './download-options.ts';
import {
  type FromWorker,
  type PackedEvent,
  type PlainOptions,
  packError,
  type SummaryWithFile,
  type ToWorker,
  unpackError,
} from './worker-messages.ts';

/** Downloads in a dedicated worker, which ends with the download. `onAlive` is called every ten seconds. */
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
  const post = (message: ToWorker, transfer: Transferable[] = []): void => worker.postMessage(message, transfer);
  let sourceFailure: unknown;
  let onAbort = (): void => undefined;

  const provideSource = async ({ id, context }: Extract<FromWorker, { type: 'get-source' }>): Promise<void> => {
    try {
      if (typeof source !== 'function') throw new Error('a fixed URL cannot be renewed');
      post({ type: 'source', id, source: strip(await source({ ...context, signal })) });
    } catch (cause) {
      sourceFailure = cause;
      post({ type: 'source-failed', id, error: OssError.isInstance(cause) ? packError(cause) : undefined });
    }
  };
  // The worker only knows that the function failed; the cause is known here.
  const unpack = (error: OssErrorOptions): OssError =>
    unpackError(error, error.code === 'SourceFailed' ? sourceFailure : undefined);
  const unpackEvent = (event: PackedEvent): DownloadEvent =>
    event.type === 'retry' ? { ...event, error: unpack(event.error) } : event;

  // An earlier message would be lost if the script awaits something before it imports the worker.
  const sendStart = (reject: (error: unknown) => void): void => {
    const start = { type: 'start', destination, options: plain satisfies PlainOptions } as const;
    const transfer = destination.kind === 'saver' ? [destination.port] : [];
    try {
      post({ ...start, source: typeof source === 'function' ? null : strip(source) }, transfer);
    } catch (cause) {
      reject(cause); // JavaScript callers may pass options that cannot be cloned.
    }
  };

  try {
    return await new Promise<SummaryWithFile>((resolve, reject) => {
      let isRunning = false;
      onAbort = () => {
        if (isRunning) post({ type: 'abort' });
        else reject(signal?.reason); // Its script may never load.
      };
      // As in the engine: a listener that throws or rejects fails the download.
      let notified: Promise<unknown> = Promise.resolve();
      const notify = async (event: DownloadEvent): Promise<void> => onEvent?.(event);
      worker.addEventListener('error', () => reject(workerFailed()));
      worker.addEventListener('message', ({ data }: MessageEvent<FromWorker>) => {
        isRunning = true;
        if (data.type === 'loaded') sendStart(reject);
        else if (data.type === 'event')
          notified = Promise.all([notified, notify(unpackEvent(data.event)).catch(reject)]);
        else if (data.type === 'get-source') void provideSource(data);
        else if (data.type === 'done') void notified.then(() => resolve(data.summary));
        else if (data.type === 'alive') onAlive?.();
        else if (signal?.aborted) reject(signal.reason);
        else reject(unpack(data.error));
      });
      signal?.addEventListener('abort', onAbort, { once: true });
    });
  } finally {
    signal?.removeEventListener('abort', onAbort);
    worker.terminate();
  }
}

function startWorker(workerUrl: string | URL | undefined): Worker {
  try {
    if (workerUrl !== undefined) return new Worker(workerUrl, { type: 'module' });
    // Bundlers recognize the worker only in exactly this expression.
    return new Worker(new URL('./download-worker.js', import.meta.url), { type: 'module' });
  } catch (cause) {
    throw workerFailed(cause);
  }
}

// A presign result may contain values that cannot be cloned: send only what a download needs.
function strip(source: string | PresignedUrl): string | PresignedUrl {
  if (typeof source === 'string') return source;
  // A source function may return nothing, for example from incomplete JSON; the worker reports the empty URL.
  const { url, signedHeaders, expiration, method } = source ?? { url: '' };
  return { url, signedHeaders: { ...signedHeaders }, expiration, method };
}

function workerFailed(cause?: unknown): OssError {
  return new OssError({
    code: 'ThreadFailed',
    phase: 'config',
    message: 'The download worker could not be started, or ended unexpectedly.',
    advice:
      "Check that its script (workerUrl) is served from the page's own origin, and that the page's worker-src allows it.",
    cause,
  });
}
