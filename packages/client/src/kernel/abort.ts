import { maxTimerMs } from '@ossferry/contract';

/** Waits for `promise`, but rejects with the signal's reason as soon as it aborts. */
export async function untilAborted<Value>(
  promise: Value | Promise<Value>,
  signal: AbortSignal | undefined,
): Promise<Value> {
  if (signal === undefined) return promise;
  let stop: (() => void) | undefined;
  const aborted = new Promise<never>((_, reject) => {
    stop = () => reject(signal.reason);
    if (signal.aborted) stop();
    else signal.addEventListener('abort', stop, { once: true });
  });
  try {
    return await Promise.race([promise, aborted]);
  } finally {
    if (stop !== undefined) signal.removeEventListener('abort', stop);
  }
}

/** Waits for a time in milliseconds, at most 24 days. Rejects with the signal's reason as soon as it aborts. */
export async function wait(milliseconds: number, signal: AbortSignal | undefined): Promise<void> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  try {
    await untilAborted(
      new Promise<void>((resolve) => {
        timer = setTimeout(resolve, Math.min(milliseconds, maxTimerMs));
      }),
      signal,
    );
  } finally {
    clearTimeout(timer);
  }
}
