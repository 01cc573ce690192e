/**
 * Version of the messages between a page and a service worker. They may come from different releases, since an
 * installed service worker stays until the browser replaces it.
 */
export const saveProtocol = 1;

/** Sent to the service worker with the port of a download: how to respond to a URL. */
export interface SaveOffer {
  readonly type: 'ossferry-offer';
  readonly protocol: number;
  /** In the scope of the service worker, and used once. */
  readonly url: string;
  readonly name: string;
  readonly sizeBytes: number;
}

/**
 * Asks, with a port for the response, whether the service worker still has the download of a URL. It also keeps the
 * service worker alive: browsers stop one that receives nothing for half a minute, even while it sends.
 */
export interface AliveRequest {
  readonly type: 'ossferry-alive';
  readonly url: string;
}

export type AliveResponse =
  | { readonly type: 'alive' }
  /** It was restarted, so the download is lost. */
  | { readonly type: 'gone' };

/** Messages from a download to the service worker, over the port. */
export type ToSaver =
  | { readonly type: 'bytes'; readonly bytes: Uint8Array<ArrayBuffer> }
  | { readonly type: 'end' }
  /** Makes the browser's download fail. */
  | { readonly type: 'fail' };

/** Messages from the service worker to a download. */
export type FromSaver =
  /** The first message, in response to an offer. */
  | { readonly type: 'accepted'; readonly protocol: number }
  /** The browser can take one more chunk. */
  | { readonly type: 'pull' }
  /** The user has cancelled the browser's download. */
  | { readonly type: 'cancel' }
  /** The browser has taken the last bytes. */
  | { readonly type: 'closed' };

/** The prefix of the URLs of downloads. A scope is a prefix itself and may not end with a slash. */
export function savePrefix(scope: string): string {
  return `${scope}ossferry-download/`;
}
