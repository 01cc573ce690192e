/** Tasks that may start each other; the first failure stops all. */
export interface TaskGroup {
  /** Starts a task. The first failure aborts the group. */
  readonly run: (task: () => Promise<void>) => void;
  /** Waits until all tasks have ended, and throws the first failure. */
  readonly settle: () => Promise<void>;
}

/** Creates a group whose tasks end when `stop` aborts. */
export function createTaskGroup(stop: AbortController): TaskGroup {
  const running = new Set<Promise<void>>();
  let failure: { readonly error: unknown } | undefined;
  return {
    run(task) {
      const done = task()
        .catch((error: unknown) => {
          failure ??= { error };
          stop.abort(error);
        })
        .finally(() => running.delete(done));
      running.add(done);
    },
    async settle() {
      // Tasks may have started further tasks.
      while (running.size > 0) await Promise.race(running);
      if (failure !== undefined) throw failure.error;
    },
  };
}
