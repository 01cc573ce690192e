import { OssError } from '@ossferry/contract';

export function saveCancelled(): OssError {
  return new OssError({
    code: 'SaveCancelled',
    phase: 'disk',
    message: 'The browser stopped saving the file, most likely because the user cancelled it.',
    advice: 'Start it again; it cannot be resumed.',
  });
}

/** The browser did not start the download; `isAccepted`: the service worker accepted the offer. */
export function serviceWorkerSilent(isAccepted: boolean, timeoutMs: number): OssError {
  return new OssError({
    code: 'ServiceWorkerSilent',
    phase: 'config',
    message: `The browser did not start saving the file within ${timeoutMs / 1000} s${isAccepted ? '' : ': the service worker did not respond'}.`,
    advice: isAccepted
      ? "Check that the page's frame-src allows its own origin."
      : 'Check that the service worker imports @ossferry/downloader-browser/service-worker.',
  });
}

export function serviceWorkerOutdated(): OssError {
  return new OssError({
    code: 'ServiceWorkerOutdated',
    phase: 'config',
    message: 'The active service worker uses another version of @ossferry/downloader-browser than this page.',
    advice:
      'The browser is checking for an update: try again when it is active. It waits until all pages of the old one are closed, unless it calls skipWaiting() on install. If the page is older, reload it.',
  });
}

export function serviceWorkerStopped(): OssError {
  return new OssError({
    code: 'ServiceWorkerStopped',
    phase: 'disk',
    message: 'The browser stopped the service worker before the file was saved.',
    advice: 'Start it again; it cannot be resumed.',
  });
}
