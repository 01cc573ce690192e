// Not every browser tells its workers when the network is back.
const lookAgainMs = 500;

/** Waits while this device is offline; rejects with the signal's reason when it aborts. */
export function whenOnline(signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    const look = (): void => {
      if (!signal?.aborted && navigator.onLine === false) return;
      clearInterval(timer);
      removeEventListener('online', look);
      signal?.removeEventListener('abort', look);
      if (signal?.aborted) reject(signal.reason);
      else resolve();
    };
    const timer = setInterval(look, lookAgainMs);
    addEventListener('online', look);
    signal?.addEventListener('abort', look);
    look();
  });
}
