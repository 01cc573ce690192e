import { OssError } from '@ossferry/contract';
import type { DownloadSummary as CoreSummary, DownloadSource } from '@ossferry/downloader-core';
import { downloadInWorker } from './download-in-worker.ts';
import type { DownloadOptions } from './download-options.ts';
import { createHeartbeat } from './service-worker/heartbeat.ts';
import { type SaveOffer, savePrefix, saveProtocol } from './service-worker/messages.ts';
import { serviceWorkerStopped } from './service-worker/save-errors.ts';

/** What applies to a file that the browser saves: its bytes come in order, in a worker, and nothing is resumed. */
export interface ServiceWorkerOptions
  extends Omit<
    DownloadOptions,
    'parallel' | 'partSizeBytes' | 'overwrite' | 'onChange' | 'threads' | 'transport' | 'now' | 'random'
  > {
  /** A URL in the scope of the service worker. @default the page's own */
  readonly scope?: string | undefined;
}

/**
 * Downloads to the browser's own downloads, through a service worker that has `@ossferry/downloader-browser/service-worker`:
 * any size, without room in the origin private file system. Chromium and Firefox do it; Safari is not tested (the guide says
 * what is known of it). What arrives is verified: the last bytes are handed on only when the CRC-64 is right, and a file that
 * is not whole is a failed download of the browser. A broken connection is mended at the byte where it broke; what a reload or
 * a crash breaks off begins anew. Fails with `NoDestinationFits` where no service worker is active, with `ServiceWorkerSilent` where the
 * browser does not begin, with `ServiceWorkerOutdated` where the one that is active is of another version than the page, with
 * `ServiceWorkerStopped` when the browser ends it, and with `SaveCancelled` when its user stops the download.
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
  const askIfAlive = createHeartbeat({ worker, url, onStopped: () => stop.abort(serviceWorkerStopped()) });
  let frame: HTMLIFrameElement | undefined;
  try {
    const { file: _, ...summary } = await downloadInWorker(
      source,
      { kind: 'saver', port: port1 },
      {
        ...rest,
        ...{ parallel: 1, partSizeBytes: Number.POSITIVE_INFINITY, onChange: 'fail' },
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
      () => frame && askIfAlive(),
    );
    return summary;
  } catch (error) {
    // In the background: whether there is a newer one changes nothing for this download.
    if (isOutdated(error)) registration.update().catch(() => undefined);
    throw error;
  } finally {
    const opened = frame;
    // In a moment: it may not have been told yet that what it loads is a download.
    if (opened !== undefined) setTimeout(() => opened.remove(), removeAfterMs);
  }
}

const removeAfterMs = 10_000;

/** A frame, not a link: the page stays, and the request reaches the service worker in every browser. */
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
      'Register one that imports @ossferry/downloader-browser/service-worker, and wait for navigator.serviceWorker.ready.',
  });
}
