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
      writing = undefined; // In the same step that found nothing waiting: what comes from here on begins anew.
    }
  };

  return {
    append(record) {
      if (failure !== undefined) return; // What follows a torn record is not read.
      waiting.push(record);
      writing ??= writeAll();
    },
    async drain() {
      await writing;
      if (failure !== undefined) throw failure.error;
    },
  };
}
