import type { Piece, Sink } from './ports.ts';

/**
 * Makes written pieces durable in groups: while one sync runs, the pieces written meanwhile wait for the next. Shared
 * by all streams that write to one sink, so that they share the cost of a sync.
 */
export interface Committer {
  /** Resolves when the piece is on the disk for good. */
  readonly commit: (piece: Piece) => Promise<void>;
}

export function createCommitter(sink: Sink): Committer {
  let gathering: Promise<void> | undefined;
  let running: Promise<void> = Promise.resolve();
  return {
    commit() {
      gathering ??= running
        .catch(() => undefined) // A failed sync fails those who waited for it, not those who come after.
        .then(() => {
          gathering = undefined;
          running = sink.sync();
          return running;
        });
      return gathering;
    },
  };
}
