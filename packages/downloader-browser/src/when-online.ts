/** Waits while this device is offline; rejects with the signal's reason when it aborts. */
export function whenOnline(signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal?.aborted) return reject(signal.reason);
    if (globalThis.navigator?.onLine !== false) return resolve();
    const settle = () => {
      removeEventListener('online', settle);
      signal?.removeEventListener('abort', settle);
      if (signal?.aborted) reject(signal.reason);
      else resolve();
    };
    addEventListener('online', settle);
    signal?.addEventListener('abort', settle);
  });
}
