import { type BrowserWorkspace, noJournal } from '../browser-workspace.ts';
import { type FromSaver, saveProtocol, type ToSaver } from './messages.ts';
import { saveCancelled, serviceWorkerOutdated, serviceWorkerSilent } from './save-errors.ts';

/** How long the browser may take to ask for the first bytes. */
const patienceMs = 30_000;

/**
 * Opens a workspace whose bytes go through a service worker to the browser's own downloads, in order. The last bytes are held
 * back until all are verified: until then the browser knows that its file is not whole. There is nothing to resume from.
 */
export function openSaverWorkspace(port: MessagePort, signal: AbortSignal | undefined): BrowserWorkspace {
  const gate = createGate(port, signal);
  let held: Uint8Array<ArrayBuffer> | undefined;
  let begun = false;
  let ended = false;

  const tell = (message: ToSaver, transfer: Transferable[] = []): void => port.postMessage(message, transfer);
  const send = async (bytes: Uint8Array<ArrayBuffer>): Promise<void> => {
    await gate.pass();
    begun = true;
    tell({ type: 'bytes', bytes }, [bytes.buffer]);
  };

  return {
    ...noJournal,
    sink: {
      write(bytes) {
        const before = held;
        held = Uint8Array.from(bytes); // A copy: it leaves this thread, and the buffer is filled again.
        return before && send(before);
      },
    },
    async reset() {
      held = undefined;
      return !begun;
    },
    reserve: () => gate.open(patienceMs),
    async commit() {
      if (held !== undefined) await send(held);
      tell({ type: 'end' });
      await gate.taken();
      ended = true;
    },
    async release() {
      if (!ended) tell({ type: 'fail' });
      gate.close();
    },
  };
}

interface Gate {
  /** Resolves when the browser has asked for the first bytes; fails with `ServiceWorkerSilent` or `ServiceWorkerOutdated`. */
  readonly open: (patienceMs: number) => Promise<void>;
  /** Resolves when the browser takes one more run of bytes; fails with `SaveCancelled`. */
  readonly pass: () => Promise<void>;
  /** Resolves when the browser has taken the last bytes; fails with `SaveCancelled`. */
  readonly taken: () => Promise<void>;
  readonly close: () => void;
}

/**
 * A browser that was told to pause may let it wait for as long as it likes. That its service worker has ended, the page finds
 * out and aborts `signal`: nobody waits on then.
 */
function createGate(port: MessagePort, signal: AbortSignal | undefined): Gate {
  let pulls = 0;
  let isAccepted = false;
  let isTaken = false;
  let failure: { readonly reason: unknown } | undefined;
  // The engine makes room while the first bytes come: two may wait.
  const waiting: (() => void)[] = [];

  const wake = (): void => {
    for (const go of waiting.splice(0)) go();
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
    if (data.type === 'closed') isTaken = true;
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
    async open(patienceMs) {
      const timer = setTimeout(() => fail(serviceWorkerSilent(isAccepted, patienceMs)), patienceMs);
      await untilPulled().finally(() => clearTimeout(timer));
    },
    async pass() {
      await untilPulled();
      pulls -= 1;
    },
    taken: () => until(() => isTaken),
    // Not the port: what was just sent over it may still be on its way.
    close: () => signal?.removeEventListener('abort', onAbort),
  };
}
