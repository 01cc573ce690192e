import { OssError } from '@ossferry/contract';

export function saveCancelled(): OssError {
  return new OssError({
    code: 'SaveCancelled',
    phase: 'disk',
    message: 'The browser stopped saving the file, most likely because the user asked it to.',
    advice: 'Start it again: nothing of it is kept.',
  });
}

/** The browser did not begin; `isAccepted` tells whether the service worker was ready to. */
export function serviceWorkerSilent(isAccepted: boolean, patienceMs: number): OssError {
  return new OssError({
    code: 'ServiceWorkerSilent',
    phase: 'config',
    message: `The browser did not begin to save the file within ${patienceMs / 1000} s${isAccepted ? '' : ': its service worker did not answer'}.`,
    advice: isAccepted
      ? 'See that frame-src of the page allows its own origin.'
      : 'See that the service worker imports @ossferry/downloader-browser/service-worker.',
  });
}

export function serviceWorkerOutdated(): OssError {
  return new OssError({
    code: 'ServiceWorkerOutdated',
    phase: 'config',
    message: 'The service worker that is active is of another version of @ossferry/downloader-browser than this page.',
    advice:
      'The browser was asked to look for a newer one: try again when it is active. One that calls skipWaiting() when it is installed does not wait until all pages of the old one are closed. If the page is the older one, reload it.',
  });
}

export function serviceWorkerStopped(): OssError {
  return new OssError({
    code: 'ServiceWorkerStopped',
    phase: 'disk',
    message: 'The browser ended the service worker before it had saved the file.',
    advice: 'Start it again: nothing of it is kept.',
  });
}
