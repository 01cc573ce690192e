import { closeSync, fsync, openSync } from 'node:fs';
import { dirname } from 'node:path';
import { promisify } from 'node:util';

const syncDescriptor = promisify(fsync);

/** Folders that are being synced, with the next sync that later callers share. */
const syncing = new Map<string, { readonly running: Promise<void>; next: Promise<void> | undefined }>();

/** Folders whose own names are not yet durable. */
const created = new Set<string>();

/** Remembers a new folder: when the names in it are made durable, its own name is, too. */
export function noteNewFolder(folder: string): void {
  created.add(folder);
}

/**
 * Makes the names in a folder durable, and that of a new folder in its parent. Calls during a sync share the next one, so
 * many files in one folder need few syncs. Never fails: Windows and some network file systems cannot sync folders, and
 * the bytes of the files are durable anyway.
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
  if (created.delete(folder)) await syncFolder(dirname(folder));
}
