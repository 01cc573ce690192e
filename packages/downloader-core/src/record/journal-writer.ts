import type { Workspace } from '../ports.ts';
import { concatenate } from './concatenate.ts';

/** Appends records in the order given, many in one write when they come faster than the disk takes them. */
export interface JournalWriter {
  readonly append: (record: Uint8Array) => void;
  /** Resolves when all records are written; rejects when one could not be. */
  readonly drain: () => Promise<void>;
}

/** `onFailure` hears at once of a record that could not be written: without a journal there is no resume. */
export function createJournalWriter(workspace: Workspace, onFailure: (error: unknown) => void): JournalWriter {
  let waiting: Uint8Array[] = [];
  let writing: Promise<void> | undefined;

  const writeAll = async (): Promise<void> => {
    while (waiting.length > 0) {
      const batch = waiting;
      waiting = [];
      await workspace.appendJournal(concatenate(batch));
    }
  };

  return {
    append(record) {
      waiting.push(record);
      if (writing !== undefined) return;
      writing = writeAll().finally(() => {
        writing = undefined;
      });
      writing.catch(onFailure);
    },
    drain: async () => writing,
  };
}
