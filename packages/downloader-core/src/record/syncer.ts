/** Syncs written bytes to disk during the download, so that little is left to sync at the end. */
export interface Syncer {
  /** More bytes were written to the file. */
  readonly written: (bytes: number) => void;
  /** Resolves when all written bytes are synced; rejects if this or an earlier sync failed. */
  readonly finish: () => Promise<void>;
}

export interface SyncerOptions {
  readonly sync: () => Promise<void>;
  /** Called with the total number of synced bytes. */
  readonly onSynced: (bytes: number) => void;
  /** Called immediately if a sync fails. */
  readonly onFailure: (error: unknown) => void;
}

/** A sync costs about the same for few and for many bytes, so it waits for this many bytes, */
const syncFromBytes = 32 * 1024 * 1024;
/** or for this long. */
const syncAfterMs = 250;

/** One sync runs at a time; bytes written in the meantime are included in the next one. */
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
      // The system reports a lost write only once; the next sync may succeed without those bytes.
      failure ??= { error };
      onFailure(error);
    } finally {
      running = undefined;
    }
    syncIfDue();
  };
  const start = (): void => {
    running ??= syncAll();
  };
  const syncIfDue = (): void => {
    if (running !== undefined || failure !== undefined || writtenBytes === syncedBytes) return;
    if (writtenBytes - syncedBytes >= syncFromBytes) start();
    else timer ??= setTimeout(start, syncAfterMs);
  };

  return {
    written(bytes) {
      writtenBytes += bytes;
      syncIfDue();
    },
    async finish() {
      while (failure === undefined && writtenBytes > syncedBytes) {
        start();
        await running;
      }
      clearTimeout(timer);
      if (failure !== undefined) throw failure.error;
    },
  };
}
