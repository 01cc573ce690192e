import type { Workspace } from '../ports.ts';

/** The methods of a workspace that cannot be resumed: it has no journal, and nothing is read back. */
export const noJournal: Pick<Workspace, 'readJournal' | 'appendJournal' | 'replaceJournal' | 'read' | 'sync'> = {
  readJournal: async () => new Uint8Array(),
  appendJournal: async () => undefined,
  replaceJournal: async () => undefined,
  read: async () => new Uint8Array(),
  sync: async () => undefined,
};
