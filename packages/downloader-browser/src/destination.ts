/** A file of the origin private file system: fast, resumable, and invisible to the user until it is handed over. */
export interface OpfsDestination {
  readonly kind: 'opfs';
  /** Path within the origin private file system, with `/` between folders. */
  readonly name: string;
}

/** A file that the user chose in a dialog. */
export interface PickedFileDestination {
  readonly kind: 'picked-file';
  readonly handle: FileSystemFileHandle;
  /** Where in the origin private file system the bytes wait until they are whole; absent: they do not. */
  readonly stageName?: string | undefined;
}

/** The memory of this page: nothing of it survives a reload. */
export interface MemoryDestination {
  readonly kind: 'memory';
  /** Larger objects are refused with `NoDestinationFits`. */
  readonly limitBytes: number;
}

/** The browser's own downloads, through a service worker at the other end of this port. */
export interface SaverDestination {
  readonly kind: 'saver';
  readonly port: MessagePort;
}

/** Where a download goes: plain data, fit to be stored or sent to a worker. */
export type Destination = OpfsDestination | PickedFileDestination | MemoryDestination;

/** Objects up to this size may be held in memory when nobody says otherwise: 64 MiB. */
export const memoryLimitBytes: number = 64 * 1024 * 1024;

/** Downloads to a file of the origin private file system, which a later run goes on with after a reload or a crash. */
export function toOpfs(name: string): OpfsDestination {
  return { kind: 'opfs', name };
}

/**
 * Downloads to a file from `showSaveFilePicker`, which appears whole when the download ends. The browser drops what came
 * when the page goes away; with `stageName` the bytes are gathered in the origin private file system under this name
 * first and copied at the end, so that a later run with the same name goes on.
 */
export function toPickedFile(
  handle: FileSystemFileHandle,
  options: { readonly stageName?: string | undefined } = {},
): PickedFileDestination {
  return { kind: 'picked-file', handle, stageName: options.stageName };
}

/** Downloads into memory; `limitBytes` is 64 MiB unless it is given. */
export function toMemory(options: { readonly limitBytes?: number | undefined } = {}): MemoryDestination {
  return { kind: 'memory', limitBytes: options.limitBytes ?? memoryLimitBytes };
}
