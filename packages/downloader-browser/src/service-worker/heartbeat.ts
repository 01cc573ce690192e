import type { AliveResponse, AliveRequest } from './messages.ts';

export interface HeartbeatOptions {
  readonly worker: Pick<ServiceWorker, 'postMessage'>;
  /** The URL of the download. */
  readonly url: string;
  /** The service worker does not know the URL any more, or has left three questions unanswered. */
  readonly onStopped: () => void;
  /** A clock that only goes forward, in milliseconds. @default `performance.now` */
  readonly now?: (() => number) | undefined;
}

const maxUnanswered = 3;

// What held the page up, a dialog for example, held the answers up as well: calls that come in a heap count as one.
const minPauseMs = 5_000;

/**
 * Makes a function that asks a service worker whether it still has a download; it is to be called every ten seconds. A
 * browser that was told to pause the download answers all the same.
 */
export function createHeartbeat(options: HeartbeatOptions): () => void {
  const { worker, url, onStopped, now = () => performance.now() } = options;
  let unanswered = 0;
  let askedAtMs = Number.NEGATIVE_INFINITY;

  return () => {
    if (now() - askedAtMs < minPauseMs) return;
    askedAtMs = now();
    if (unanswered === maxUnanswered) return onStopped();
    unanswered += 1;
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = ({ data }: MessageEvent<AliveResponse>) => {
      unanswered = 0;
      port1.close();
      if (data.type === 'gone') onStopped();
    };
    worker.postMessage({ type: 'ossferry-alive', url } satisfies AliveRequest, [port2]);
  };
}
