import { noJournal } from '@ossferry/downloader-core/internal';
import type { BrowserWorkspace } from '../browser-workspace.ts';
import { type FromSaver, saveProtocol, type ToSaver } from './messages.ts';
import { saveCancelled, serviceWorkerOutdated, serviceWorkerSilent } from './save-errors.ts';

/** How long the browser may take to request the first bytes. */
const startTimeoutMs = 30_000;

/**
 * Opens a workspace that passes its bytes in order, through a service worker, to the browser's own download. The last
 * chunk is held back until all bytes are verified, so the browser's file stays incomplete until then. It cannot be
 * resumed.
 */
export function openSaverWorkspace(port: MessagePort, signal: AbortSignal | undefined): BrowserWorkspace {
  const saver = connectSaver(port, signal);
  let held: Uint8Array<ArrayBuffer> | undefined;
  let hasSent = false;
  let hasEnded = false;

  const post = (message: ToSaver, transfer: Transferable[] = []): void => port.postMessage(message, transfer);
  const send = async (bytes: Uint8Array<ArrayBuffer>): Promise<void> => {
    await saver.whenPulled();
    hasSent = true;
    post({ type: 'bytes', bytes }, [bytes.buffer]);
  };

  return {
    ...noJournal,
    sink: {
      write(bytes) {
        const before = held;
        held = Uint8Array.from(bytes); // A copy, since it is transferred and the caller reuses its buffer.
        return before && send(before);
      },
    },
    async reset() {
      held = undefined;
      return !hasSent;
    },
    reserve: () => saver.whenStarted(startTimeoutMs),
    async commit() {
      if (held !== undefined) await send(held);
      post({ type: 'end' });
      await saver.whenClosed();
      hasEnded = true;
    },
    async release() {
      if (!hasEnded) post({ type: 'fail' });
      saver.disconnect();
    },
  };
}

interface SaverConnection {
  /**
   * Resolves when the browser requests the first bytes; fails with `ServiceWorkerSilent` or `ServiceWorkerOutdated`.
   */
  readonly whenStarted: (timeoutMs: number) => Promise<void>;
  /** Resolves when the browser takes one more chunk; fails with `SaveCancelled`. */
  readonly whenPulled: () => Promise<void>;
  /** Resolves when the browser has taken the last bytes; fails with `SaveCancelled`. */
  readonly whenClosed: () => Promise<void>;
  readonly disconnect: () => void;
}

/**
 * Tracks the messages of the service worker. A paused browser may delay them for any length of time. If the service
 * worker has stopped, the page detects that and aborts `signal`, which rejects all waits.
 */
function connectSaver(port: MessagePort, signal: AbortSignal | undefined): SaverConnection {
  let pulls = 0;
  let isAccepted = false;
  let isClosed = false;
  let failure: { readonly reason: unknown } | undefined;
  // The engine reserves space while the first bytes arrive, so there may be two waiters.
  const waiting: (() => void)[] = [];

  const wake = (): void => {
    for (const resolve of waiting.splice(0)) resolve();
  };
  const fail = (reason: unknown): void => {
    failure ??= { reason };
    wake();
  };
  const onAbort = (): void => fail(signal?.reason);
  if (signal?.aborted) onAbort();
  signal?.addEventListener('abort', onAbort, { once: true });
  port.onmessage = ({ data }: MessageEvent<FromSaver>) => {
    if (data.type === 'accepted') isAccepted = data.protocol === saveProtocol;
    if (!isAccepted) return fail(serviceWorkerOutdated());
    if (data.type === 'cancel') return fail(saveCancelled());
    if (data.type === 'closed') isClosed = true;
    if (data.type === 'pull') pulls += 1;
    wake();
  };
  const until = async (holds: () => boolean): Promise<void> => {
    while (!holds() && failure === undefined) {
      await new Promise<void>((resolve) => waiting.push(resolve));
    }
    if (failure !== undefined) throw failure.reason;
  };
  const untilPulled = (): Promise<void> => until(() => pulls > 0);
  return {
    async whenStarted(timeoutMs) {
      const timer = setTimeout(() => fail(serviceWorkerSilent(isAccepted, timeoutMs)), timeoutMs);
      await untilPulled().finally(() => clearTimeout(timer));
    },
    async whenPulled() {
      await untilPulled();
      pulls -= 1;
    },
    whenClosed: () => until(() => isClosed),
    // The port stays open, since messages may still be in transit.
    disconnect: () => signal?.removeEventListener('abort', onAbort),
  };
}
