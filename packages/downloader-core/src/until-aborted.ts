/**
 * Settles like `work`, or rejects with the signal's reason as soon as it aborts, because code of others may never end.
 */
export function untilAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const onAbort = () => reject(signal.reason);
    if (signal.aborted) onAbort();
    signal.addEventListener('abort', onAbort, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', onAbort));
  });
}

/** A signal that aborts with an outer signal, if there is one, or on its own. */
export interface AbortLink {
  readonly signal: AbortSignal;
  readonly abort: (reason?: unknown) => void;
  readonly unlink: () => void;
}

/**
 * Unlike `AbortSignal.any`, it can be unlinked, so that a long-lived signal does not keep thousands of requests in
 * memory.
 */
export function linkAbort(outer: AbortSignal | undefined): AbortLink {
  const controller = new AbortController();
  const onAbort = () => controller.abort(outer?.reason);
  if (outer?.aborted) onAbort();
  outer?.addEventListener('abort', onAbort, { once: true });
  return {
    signal: controller.signal,
    abort: (reason) => controller.abort(reason),
    unlink: () => outer?.removeEventListener('abort', onAbort),
  };
}
