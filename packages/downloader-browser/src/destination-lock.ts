import { destinationBusy, errorNameOf } from './storage-error.ts';

// A page that was just reloaded or killed may still hold the lock for a moment.
const timeoutMs = 1_000;

/**
 * Locks `name` against other tabs and workers of this origin and returns the unlock function; fails with
 * `DestinationBusy`.
 */
export function takeDestinationLock(name: string): Promise<() => void> {
  return new Promise((resolve, reject) => {
    const hold = (): Promise<void> => new Promise((release) => resolve(release));
    navigator.locks
      .request(`ossferry/${name}`, { signal: AbortSignal.timeout(timeoutMs) }, hold)
      .catch((cause) => reject(errorNameOf(cause) === 'TimeoutError' ? destinationBusy(name) : cause));
  });
}
