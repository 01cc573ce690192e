// Some browsers do not fire `online` in workers.
const pollMs = 500;

/** Waits until the device is online; rejects with the signal's reason on abort. */
export function whenOnline(signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    const check = (): void => {
      if (!signal?.aborted && navigator.onLine === false) return;
      clearInterval(timer);
      removeEventListener('online', check);
      signal?.removeEventListener('abort', check);
      if (signal?.aborted) reject(signal.reason);
      else resolve();
    };
    const timer = setInterval(check, pollMs);
    addEventListener('online', check);
    signal?.addEventListener('abort', check);
    check();
  });
}
