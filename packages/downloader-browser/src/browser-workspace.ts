import type { Sink, Workspace } from '@ossferry/downloader-core';

/** A workspace with its sink and access to the finished file. */
export interface BrowserWorkspace extends Workspace {
  readonly sink: Sink;
  /** Opens the finished file; call it after `commit`. Absent if this origin cannot read the file. */
  readonly openFile?: (() => Promise<File>) | undefined;
}

/** The journal methods of a destination that cannot be resumed. */
export const noJournal: Pick<Workspace, 'readJournal' | 'appendJournal' | 'replaceJournal' | 'read' | 'sync'> = {
  readJournal: async () => new Uint8Array(),
  appendJournal: async () => undefined,
  replaceJournal: async () => undefined,
  read: async () => new Uint8Array(),
  sync: async () => undefined,
};
