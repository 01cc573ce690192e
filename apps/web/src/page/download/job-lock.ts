// A download belongs to one tab, from the time it is started or restored until the tab is closed.
const releases = new Map<string, () => void>();

/**
 * Locks a download for this tab and returns whether it succeeded. With a `signal`, it waits for the lock until aborted;
 * without one, it does not wait.
 */
export function lockJob(name: string, signal?: AbortSignal): Promise<boolean> {
  if (releases.has(name)) return Promise.resolve(true);
  const options: LockOptions = signal === undefined ? { ifAvailable: true } : { signal };
  return new Promise((resolve) => {
    navigator.locks
      .request(lockName(name), options, (lock) => {
        resolve(lock !== null);
        return lock && new Promise<void>((release) => releases.set(name, release));
      })
      // A page without access to storage cannot lock, but then no other tab can know of the download.
      .catch(() => resolve(signal?.aborted !== true));
  });
}

/** Allows other tabs to restore a download or remove its files. */
export function unlockJob(name: string): void {
  releases.get(name)?.();
  releases.delete(name);
}

/** Runs an operation on a download, unless a tab has locked it. */
export async function ifUnlocked(name: string, operation: () => Promise<void>): Promise<void> {
  await navigator.locks.request(lockName(name), { ifAvailable: true }, (lock) => lock && operation());
}

function lockName(name: string): string {
  return `job/${name}`;
}
