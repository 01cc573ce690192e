import { OssError } from '@ossferry/contract';
import type { DownloadSummary as CoreSummary, DownloadSource } from '@ossferry/downloader-core';
import { downloadInWorker } from './download-in-worker.ts';
import type { DownloadOptions } from './download-options.ts';
import { type SaveOffer, type SignOfLife, savePath } from './service-worker/messages.ts';

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
 * any size, in every browser, without room in the origin private file system. What arrives is verified: the last bytes are
 * handed on only when the CRC-64 is right, and a file that is not whole is a failed download of the browser. A broken
 * connection is mended at the byte where it broke; what a reload or a crash breaks off begins anew. Fails with `NoSinkFits`
 * where no service worker is active, with `ServiceWorkerSilent` where the browser does not begin, and with `SaveCancelled` when
 * its user stops it.
 */
export async function downloadWithServiceWorker(
  source: DownloadSource,
  name: string,
  options: ServiceWorkerOptions = {},
): Promise<CoreSummary> {
  const { scope, onEvent, ...rest } = options;
  const { worker, url } = await findServiceWorker(scope);
  const { port1, port2 } = new MessageChannel();
  let frame: HTMLIFrameElement | undefined;
  try {
    const { file: _, ...summary } = await downloadInWorker(
      source,
      { kind: 'saver', port: port1 },
      {
        ...rest,
        ...{ parallel: 1, partSizeBytes: Number.POSITIVE_INFINITY, onChange: 'fail' },
        onEvent(event) {
          if (event.type === 'started' && frame === undefined) {
            const { sizeBytes } = event.object;
            worker.postMessage({ type: 'ossferry-offer', url, name, sizeBytes } satisfies SaveOffer, [port2]);
            frame = openFrame(url);
          }
          onEvent?.(event);
        },
      },
      () => worker.postMessage({ type: 'ossferry-alive' } satisfies SignOfLife),
    );
    return summary;
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

async function findServiceWorker(scope: string | undefined): Promise<{ worker: ServiceWorker; url: string }> {
  const registration = await navigator.serviceWorker?.getRegistration(scope);
  const worker = registration?.active ?? null;
  if (registration !== undefined && worker !== null) {
    return { worker, url: new URL(`${savePath}${crypto.randomUUID()}`, registration.scope).href };
  }
  throw new OssError({
    code: 'NoSinkFits',
    phase: 'config',
    message: `No service worker is active for ${scope ?? 'this page'}.`,
    advice:
      'Register one that imports @ossferry/downloader-browser/service-worker, and wait for navigator.serviceWorker.ready.',
  });
}
