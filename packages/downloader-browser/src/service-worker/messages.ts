/** What a service worker gets with the port of a download: how it is to answer for a URL. */
export interface SaveOffer {
  readonly type: 'ossferry-offer';
  /** Below the scope of the service worker, and used once. */
  readonly url: string;
  readonly name: string;
  readonly sizeBytes: number;
}

/** Nothing but a sign of life: a service worker that hears nothing for half a minute is stopped, whatever it sends. */
export interface SignOfLife {
  readonly type: 'ossferry-alive';
}

/** From a download to the service worker, over the port. */
export type ToSaver =
  | { readonly type: 'bytes'; readonly bytes: Uint8Array<ArrayBuffer> }
  | { readonly type: 'end' }
  /** The file must not appear to be whole. */
  | { readonly type: 'fail' };

/** From the service worker to a download. */
export type FromSaver =
  /** It takes one more run of bytes. */
  | { readonly type: 'pull' }
  /** The user has stopped it. */
  | { readonly type: 'cancel' }
  /** The browser has taken the last bytes. */
  | { readonly type: 'closed' };

/** What the paths of such URLs begin with, below the scope. */
export const savePath = 'ossferry-download/';
