import { concatenate } from './concatenate.ts';
import type { Workspace } from './ports.ts';

/** Appends records in the order given, many in one write when they come faster than the disk takes them. */
export interface JournalWriter {
  /** `onWritten` is called when the record is in the journal. */
  readonly append: (record: Uint8Array, onWritten?: () => void) => void;
  /** Resolves when all records are written; rejects when one could not be. */
  readonly drain: () => Promise<void>;
}

/** `onFailure` hears at once of a record that could not be written: without a journal there is no resume. */
export function createJournalWriter(workspace: Workspace, onFailure: (error: unknown) => void): JournalWriter {
  let waiting: { readonly record: Uint8Array; readonly onWritten: (() => void) | undefined }[] = [];
  let writing: Promise<void> | undefined;

  const writeAll = async (): Promise<void> => {
    while (waiting.length > 0) {
      const batch = waiting;
      waiting = [];
      await workspace.appendJournal(concatenate(batch.map(({ record }) => record)));
      for (const { onWritten } of batch) onWritten?.();
    }
  };

  return {
    append(record, onWritten) {
      waiting.push({ record, onWritten });
      if (writing !== undefined) return;
      writing = writeAll().finally(() => {
        writing = undefined;
      });
      writing.catch(onFailure);
    },
    drain: async () => writing,
  };
}
