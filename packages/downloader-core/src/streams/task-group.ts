/** Tasks that start one another and end together. */
export interface TaskGroup {
  /** Starts a task; the first one that fails aborts the group. */
  readonly run: (task: () => Promise<void>) => void;
  /** Waits until no task is left, and throws the first failure. */
  readonly settle: () => Promise<void>;
}

/** Makes a group whose tasks are to end when `stop` aborts. */
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
      // A task that ends may have started others before.
      while (running.size > 0) await Promise.race(running);
      if (failure !== undefined) throw failure.error;
    },
  };
}
