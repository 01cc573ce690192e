import { destinationBusy, nameOf } from './storage-error.ts';

// A page that was just reloaded or killed lets go within moments.
const patienceMs = 1_000;

/** Keeps other tabs and workers of this origin away from `name`; fails with `DestinationBusy`. Gives the way to let go. */
export function takeDestinationLock(name: string): Promise<() => void> {
  return new Promise((resolve, reject) => {
    const hold = (): Promise<void> => new Promise((release) => resolve(release));
    navigator.locks
      .request(`ossferry/${name}`, { signal: AbortSignal.timeout(patienceMs) }, hold)
      .catch((cause) => reject(nameOf(cause) === 'TimeoutError' ? destinationBusy(name) : cause));
  });
}
