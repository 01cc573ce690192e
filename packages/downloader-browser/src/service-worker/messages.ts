/**
 * What a page and a service worker say to each other is of this version. They may be of different releases: a service worker
 * that was installed long ago stays until the browser has replaced it.
 */
export const saveProtocol = 1;

/** What a service worker gets with the port of a download: how it is to answer for a URL. */
export interface SaveOffer {
  readonly type: 'ossferry-offer';
  readonly protocol: number;
  /** Below the scope of the service worker, and used once. */
  readonly url: string;
  readonly name: string;
  readonly sizeBytes: number;
}

/**
 * Asks, with a port for the answer, whether the service worker still has the download of a URL. It is a sign of life as well: a
 * service worker that hears nothing for half a minute is stopped, whatever it sends.
 */
export interface AliveRequest {
  readonly type: 'ossferry-alive';
  readonly url: string;
}

export type AliveResponse =
  | { readonly type: 'alive' }
  /** It was stopped and started again meanwhile: the download has ended. */
  | { readonly type: 'gone' };

/** From a download to the service worker, over the port. */
export type ToSaver =
  | { readonly type: 'bytes'; readonly bytes: Uint8Array<ArrayBuffer> }
  | { readonly type: 'end' }
  /** The file must not appear to be whole. */
  | { readonly type: 'fail' };

/** From the service worker to a download. */
export type FromSaver =
  /** The answer to an offer, before anything else. */
  | { readonly type: 'accepted'; readonly protocol: number }
  /** It takes one more run of bytes. */
  | { readonly type: 'pull' }
  /** The user has stopped it. */
  | { readonly type: 'cancel' }
  /** The browser has taken the last bytes. */
  | { readonly type: 'closed' };

/** What such URLs begin with. The scope of a service worker is a prefix, which need not end with a slash. */
export function savePrefix(scope: string): string {
  return `${scope}ossferry-download/`;
}
