/** Brings written bytes to the disk for good while more come, so that little is left to wait for at the end. */
export interface Syncer {
  /** So many more bytes are in the file. */
  readonly written: (bytes: number) => void;
  /** Resolves when all that was written is on the disk; rejects when it could not be. */
  readonly finish: () => Promise<void>;
}

export interface SyncerOptions {
  readonly sync: () => Promise<void>;
  /** So many bytes in all are on the disk for good. */
  readonly onSynced: (bytes: number) => void;
  /** Hears at once of a sync that failed. */
  readonly onFailure: (error: unknown) => void;
}

/** A sync costs about the same for one byte and for many: it waits for this many bytes, */
const syncFromBytes = 32 * 1024 * 1024;
/** or for this long when they come slowly. */
const syncAfterMs = 250;

/** One sync runs at a time; what is written meanwhile waits for the next. */
export function createSyncer({ sync, onSynced, onFailure }: SyncerOptions): Syncer {
  let writtenBytes = 0;
  let syncedBytes = 0;
  let running: Promise<void> | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const syncNow = async (): Promise<void> => {
    clearTimeout(timer);
    timer = undefined;
    const upTo = writtenBytes;
    await sync();
    syncedBytes = upTo;
    onSynced(syncedBytes);
  };
  const start = (): void => {
    running = syncNow().finally(() => {
      running = undefined;
    });
    running.then(consider, onFailure);
  };
  const consider = (): void => {
    if (running !== undefined || writtenBytes === syncedBytes) return;
    if (writtenBytes - syncedBytes >= syncFromBytes) start();
    else timer ??= setTimeout(start, syncAfterMs);
  };

  return {
    written(bytes) {
      writtenBytes += bytes;
      consider();
    },
    async finish() {
      clearTimeout(timer);
      await running;
      if (writtenBytes > syncedBytes) await syncNow();
    },
  };
}
