import type { Sink, Workspace } from '@ossferry/downloader-core';

/** A workspace with the way to write into it and to read what came out. */
export interface BrowserWorkspace extends Workspace {
  readonly sink: Sink;
  /** The finished file, to be called after `commit`; absent where this origin cannot read it. */
  readonly openFile?: (() => Promise<File>) | undefined;
}

/** What a destination has from which no later run can go on. */
export const noJournal: Pick<Workspace, 'readJournal' | 'appendJournal' | 'replaceJournal' | 'read' | 'sync'> = {
  readJournal: async () => new Uint8Array(),
  appendJournal: async () => undefined,
  replaceJournal: async () => undefined,
  read: async () => new Uint8Array(),
  sync: async () => undefined,
};
