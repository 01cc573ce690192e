import { closeSync, fsync, openSync } from 'node:fs';
import { promisify } from 'node:util';

const syncDescriptor = promisify(fsync);

/** Folders with a sync under way, and the one that those who ask meanwhile wait for. */
const syncing = new Map<string, { readonly running: Promise<void>; next: Promise<void> | undefined }>();

/**
 * Makes the names in a folder durable. Those who ask while a sync runs share the next one: many files that appear in one
 * folder do not pay for a sync each. Never fails: Windows and some network file systems do not sync folders, and the
 * files themselves are safe.
 */
export function syncFolder(folder: string): Promise<void> {
  const current = syncing.get(folder);
  if (current === undefined) return start(folder);
  current.next ??= current.running.then(() => start(folder));
  return current.next;
}

function start(folder: string): Promise<void> {
  const entry = { running: sync(folder), next: undefined as Promise<void> | undefined };
  syncing.set(folder, entry);
  void entry.running.then(() => {
    if (entry.next === undefined) syncing.delete(folder);
  });
  return entry.running;
}

async function sync(folder: string): Promise<void> {
  try {
    const descriptor = openSync(folder, 'r');
    try {
      await syncDescriptor(descriptor);
    } finally {
      closeSync(descriptor);
    }
  } catch {
    // See above.
  }
}
