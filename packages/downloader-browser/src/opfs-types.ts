// APIs of workers that the DOM types do not contain.

/** @see https://fs.spec.whatwg.org/#api-filesystemsyncaccesshandle */
export interface SyncAccessHandle {
  /** Absent in browsers that always lock the file. */
  readonly mode?: string | undefined;
  read(buffer: Uint8Array, options: { readonly at: number }): number;
  write(buffer: Uint8Array, options: { readonly at: number }): number;
  truncate(sizeBytes: number): void;
  getSize(): number;
  flush(): void;
  close(): void;
}

/** A file handle of a worker, which can be opened in place and renamed. */
export interface WorkerFileHandle extends FileSystemFileHandle {
  /** With `readwrite-unsafe`, several workers can open the file. Browsers that do not know the mode lock it. */
  createSyncAccessHandle(options?: { readonly mode: 'readwrite-unsafe' }): Promise<SyncAccessHandle>;
  move(parent: FileSystemDirectoryHandle, name: string): Promise<void>;
}
