import { type FromFlusher, flusherName, type ToFlusher } from './messages.ts';

/** Flushes a file to disk in another worker, so that this one keeps receiving. */
export interface Flusher {
  /** Flushes all completed writes. Resolves to `false` if that must be done here: the worker is not ready, or lost. */
  readonly flush: () => Promise<boolean>;
  /** Ends the worker. Resolves when it has closed the file. */
  readonly close: () => Promise<void>;
}

/** Starts a flusher with the script of this worker. If it cannot start, it never becomes ready. */
export function openFlusher(data: FileSystemFileHandle): Flusher {
  const worker = startWorker();
  let state: 'loading' | 'opening' | 'ready' | 'ended' = worker === undefined ? 'ended' : 'loading';
  let pending: { readonly resolve: (done: boolean) => void; readonly reject: (error: unknown) => void } | undefined;
  let onSettled = (): void => undefined;
  const post = (message: ToFlusher): void => worker?.postMessage(message);
  const end = (): void => {
    state = 'ended';
    worker?.terminate();
    pending?.resolve(false);
    onSettled();
  };

  worker?.addEventListener('error', (event) => {
    event.preventDefault(); // It is no error of the page.
    end();
  });
  worker?.addEventListener('message', ({ data: message }: MessageEvent<FromFlusher>) => {
    if (message.type === 'loaded') {
      state = 'opening';
      post({ type: 'open', data });
    } else if (message.type === 'ready') {
      state = 'ready';
      onSettled();
    } else if (message.type === 'closed') end();
    else if (message.type === 'flushed') pending?.resolve(true);
    else pending?.reject(message.error);
  });

  return {
    flush: () =>
      new Promise((resolve, reject) => {
        if (state !== 'ready') return resolve(false);
        pending = { resolve, reject };
        post({ type: 'flush' });
      }),
    async close() {
      if (state === 'loading') return end(); // It has not opened the file.
      const settled = () =>
        new Promise<void>((resolve) => {
          onSettled = resolve;
        });
      if (state === 'opening') await settled();
      if (state !== 'ready') return;
      post({ type: 'close' });
      await settled();
    },
  };
}

function startWorker(): Worker | undefined {
  try {
    return new Worker(location.href, { type: ownType(), name: flusherName });
  } catch {
    return undefined; // Forbidden by the Content-Security-Policy, for example.
  }
}

/** Webpack makes a classic worker, which may load its other parts with `importScripts`: a module cannot. */
function ownType(): WorkerType {
  try {
    (globalThis as unknown as { readonly importScripts: () => void }).importScripts();
    return 'classic';
  } catch {
    return 'module';
  }
}
