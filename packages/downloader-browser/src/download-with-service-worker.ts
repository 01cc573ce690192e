import { OssError } from '@ossferry/contract';
import type { DownloadSummary as CoreSummary, DownloadSource } from '@ossferry/downloader-core';
import { downloadInWorker } from './download-in-worker.ts';
import type { DownloadOptions } from './download-options.ts';
import { createHeartbeat } from './service-worker/heartbeat.ts';
import { type SaveOffer, savePrefix, saveProtocol } from './service-worker/messages.ts';
import { serviceWorkerStopped } from './service-worker/save-errors.ts';

/** The options that apply to a sequential download in a worker that cannot be resumed. */
export interface ServiceWorkerOptions
  extends Omit<
    DownloadOptions,
    'parallel' | 'partSizeBytes' | 'overwrite' | 'onChange' | 'threads' | 'transport' | 'now' | 'random'
  > {
  /** A URL in the scope of the service worker. @default the URL of the page */
  readonly scope?: string | undefined;
}

/**
 * Saves an object as one of the browser's own downloads, through a service worker that imports
 * `@ossferry/downloader-browser/service-worker`. Accepts any size and needs no space in the origin private file system.
 * Works in Chromium and Firefox; Safari is not tested (see the guide). The browser receives the last bytes only if the
 * CRC-64 matches, so it shows an incomplete file as a failed download. A broken connection resumes at the byte where it
 * broke; a reload or a crash starts over.
 *
 * Fails with `NoDestinationFits` if no service worker is active, `ServiceWorkerSilent` if the browser does not start
 * the download, `ServiceWorkerOutdated` if the service worker has another version than the page, `ServiceWorkerStopped`
 * if the browser stops it, and `SaveCancelled` if the user cancels the download.
 */
export async function downloadWithServiceWorker(
  source: DownloadSource,
  name: string,
  options: ServiceWorkerOptions = {},
): Promise<CoreSummary> {
  const { scope, onEvent, signal, ...rest } = options;
  const { registration, worker } = await findServiceWorker(scope);
  const url = savePrefix(registration.scope) + crypto.randomUUID();
  const { port1, port2 } = new MessageChannel();
  const stop = new AbortController();
  const checkAlive = createHeartbeat({ worker, url, onStopped: () => stop.abort(serviceWorkerStopped()) });
  let frame: HTMLIFrameElement | undefined;
  try {
    const { file: _, ...summary } = await downloadInWorker(
      source,
      { kind: 'saver', port: port1 },
      {
        ...rest,
        parallel: 1,
        partSizeBytes: Number.POSITIVE_INFINITY,
        onChange: 'fail',
        signal: signal === undefined ? stop.signal : AbortSignal.any([signal, stop.signal]),
        onEvent(event) {
          if (event.type === 'started' && frame === undefined) {
            const { sizeBytes } = event.object;
            const offer: SaveOffer = { type: 'ossferry-offer', protocol: saveProtocol, url, name, sizeBytes };
            worker.postMessage(offer, [port2]);
            frame = openFrame(url);
          }
          return onEvent?.(event);
        },
      },
      () => frame && checkAlive(),
    );
    return summary;
  } catch (error) {
    // In the background, since a newer one does not help this download.
    if (isOutdated(error)) registration.update().catch(() => undefined);
    throw error;
  } finally {
    const opened = frame;
    // Later, since the frame may not know yet that it is loading a download.
    if (opened !== undefined) setTimeout(() => opened.remove(), removeAfterMs);
  }
}

const removeAfterMs = 10_000;

/** A frame rather than a link: the page stays open, and the request reaches the service worker in every browser. */
function openFrame(url: string): HTMLIFrameElement {
  const frame = document.createElement('iframe');
  frame.hidden = true;
  frame.src = url;
  document.body.append(frame);
  return frame;
}

function isOutdated(error: unknown): boolean {
  return OssError.isInstance(error) && error.code === 'ServiceWorkerOutdated';
}

interface FoundServiceWorker {
  readonly registration: ServiceWorkerRegistration;
  readonly worker: ServiceWorker;
}

async function findServiceWorker(scope: string | undefined): Promise<FoundServiceWorker> {
  const registration = await navigator.serviceWorker?.getRegistration(scope);
  const worker = registration?.active ?? null;
  if (registration !== undefined && worker !== null) return { registration, worker };
  throw new OssError({
    code: 'NoDestinationFits',
    phase: 'config',
    message: `No service worker is active for ${scope ?? 'this page'}.`,
    advice:
      'Register one that imports @ossferry/downloader-browser/service-worker and await navigator.serviceWorker.ready.',
  });
}
