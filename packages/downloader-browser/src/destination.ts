/**
 * A file in the origin private file system: fast, resumable, and invisible to the user until it is saved with
 * `saveFile`.
 */
export interface OpfsDestination {
  readonly kind: 'opfs';
  /** Path within the origin private file system, with `/` between folders. */
  readonly name: string;
}

/** A file that the user picked in a dialog. */
export interface PickedFileDestination {
  readonly kind: 'picked-file';
  readonly handle: FileSystemFileHandle;
  /** Path in the origin private file system where the bytes are collected first; absent: they are not. */
  readonly stageName?: string | undefined;
}

/** The memory of this page, which a reload loses. */
export interface MemoryDestination {
  readonly kind: 'memory';
  /** Larger objects are refused with `NoDestinationFits`. */
  readonly limitBytes: number;
}

/** The browser's own download, through the service worker at the other end of this port. */
export interface SaverDestination {
  readonly kind: 'saver';
  readonly port: MessagePort;
}

/** Where a download is written, as plain data that can be stored or sent to a worker. */
export type Destination = OpfsDestination | PickedFileDestination | MemoryDestination;

/** The default limit for downloads to memory: 64 MiB. */
export const memoryLimitBytes: number = 64 * 1024 * 1024;

/** Downloads to a file in the origin private file system. A later run resumes it, also after a reload or a crash. */
export function toOpfs(name: string): OpfsDestination {
  return { kind: 'opfs', name };
}

/**
 * Downloads to a file from `showSaveFilePicker`; its content appears when the download is complete. When the page
 * closes, the browser discards the received bytes. With `stageName`, they are collected under this name in the origin
 * private file system and copied at the end, so a later run with the same name resumes.
 */
export function toPickedFile(
  handle: FileSystemFileHandle,
  options: { readonly stageName?: string | undefined } = {},
): PickedFileDestination {
  return { kind: 'picked-file', handle, stageName: options.stageName };
}

/** Downloads into memory; `limitBytes` defaults to 64 MiB. */
export function toMemory(options: { readonly limitBytes?: number | undefined } = {}): MemoryDestination {
  return { kind: 'memory', limitBytes: options.limitBytes ?? memoryLimitBytes };
}
