export type ToFlusher =
  | { readonly type: 'open'; readonly data: FileSystemFileHandle }
  | { readonly type: 'flush' }
  | { readonly type: 'close' };

export type FromFlusher =
  /** The script runs. */
  | { readonly type: 'loaded' }
  /** The file is open. */
  | { readonly type: 'ready' }
  | { readonly type: 'flushed' }
  | { readonly type: 'failed'; readonly error: unknown }
  /** The file is closed, or could not be opened. */
  | { readonly type: 'closed' };

/** The name of the worker, by which the script of the download worker recognizes this role. */
export const flusherName = 'ossferry flusher';
