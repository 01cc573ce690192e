// A download belongs to one tab, from its start or from when it is taken up, until the tab is closed.
const releases = new Map<string, () => void>();

/**
 * Takes a download for this tab. Without a `signal` it does not wait for another tab that has it, with one it does until
 * aborted. Tells whether this tab has it now.
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
      // Where a page may not store, it may not lock either: then no other tab can know of the download.
      .catch(() => resolve(signal?.aborted !== true));
  });
}

/** Lets other tabs take a download, or remove what is left of it. */
export function unlockJob(name: string): void {
  releases.get(name)?.();
  releases.delete(name);
}

/** Does something with a download that no tab has, or nothing. */
export async function ifUnlocked(name: string, operation: () => Promise<void>): Promise<void> {
  await navigator.locks.request(lockName(name), { ifAvailable: true }, (lock) => lock && operation());
}

function lockName(name: string): string {
  return `job/${name}`;
}
