import { maxTimerMs } from '@ossferry/contract';

/** Waits, at most 24 days. Rejects with the signal's reason as soon as it aborts. */
export function wait(delayMs: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal.aborted) return reject(signal.reason);
    const onAbort = () => {
      clearTimeout(timer);
      reject(signal.reason);
    };
    const timer = setTimeout(
      () => {
        signal.removeEventListener('abort', onAbort);
        resolve();
      },
      Math.min(delayMs, maxTimerMs),
    );
    signal.addEventListener('abort', onAbort, { once: true });
  });
}
