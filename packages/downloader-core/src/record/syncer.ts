/** Brings written bytes to the disk for good while more come, so that little is left to wait for at the end. */
export interface Syncer {
  /** So many more bytes are in the file. */
  readonly written: (bytes: number) => void;
  /** Resolves when all that was written is on the disk; rejects when it could not be, now or before. */
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
  let failure: { readonly error: unknown } | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const syncAll = async (): Promise<void> => {
    clearTimeout(timer);
    timer = undefined;
    const upTo = writtenBytes;
    try {
      await sync();
      syncedBytes = upTo;
      onSynced(syncedBytes);
    } catch (error) {
      // A system tells of bytes that it could not write once: the sync after it may well succeed.
      failure ??= { error };
      onFailure(error);
    } finally {
      running = undefined;
    }
    consider();
  };
  const start = (): void => {
    running ??= syncAll();
  };
  const consider = (): void => {
    if (running !== undefined || failure !== undefined || writtenBytes === syncedBytes) return;
    if (writtenBytes - syncedBytes >= syncFromBytes) start();
    else timer ??= setTimeout(start, syncAfterMs);
  };

  return {
    written(bytes) {
      writtenBytes += bytes;
      consider();
    },
    async finish() {
      while (failure === undefined && (running !== undefined || writtenBytes > syncedBytes)) {
        start();
        await running;
      }
      clearTimeout(timer);
      if (failure !== undefined) throw failure.error;
    },
  };
}
