import type { Workspace } from '../ports.ts';
import { concatenate } from './concatenate.ts';

/** Appends records in order, several in one write if the disk is slower than they arrive. */
export interface JournalWriter {
  readonly append: (record: Uint8Array) => void;
  /** Resolves when all records are written; rejects if a write failed. */
  readonly drain: () => Promise<void>;
}

/** `onFailure` is called immediately if a write fails: without a journal, the download could not be resumed. */
export function createJournalWriter(workspace: Workspace, onFailure: (error: unknown) => void): JournalWriter {
  let waiting: Uint8Array[] = [];
  let writing: Promise<void> | undefined;
  let failure: { readonly error: unknown } | undefined;

  const writeAll = async (): Promise<void> => {
    try {
      while (waiting.length > 0) {
        const batch = waiting;
        waiting = [];
        await workspace.appendJournal(concatenate(batch));
      }
    } catch (error) {
      failure = { error };
      onFailure(error);
    } finally {
      writing = undefined; // Set synchronously with the last check of `waiting`, so that no record is left behind.
    }
  };

  return {
    append(record) {
      if (failure !== undefined) return; // Records after a torn one are not read.
      waiting.push(record);
      writing ??= writeAll();
    },
    async drain() {
      await writing;
      if (failure !== undefined) throw failure.error;
    },
  };
}
