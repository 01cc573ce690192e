import type { AliveRequest, AliveResponse } from './messages.ts';

export interface HeartbeatOptions {
  readonly worker: Pick<ServiceWorker, 'postMessage'>;
  /** The URL of the download. */
  readonly url: string;
  /** Called if the service worker has lost the URL, or has not responded to three requests. */
  readonly onStopped: () => void;
  /** A monotonic clock in milliseconds. @default `performance.now` */
  readonly now?: (() => number) | undefined;
}

const maxUnanswered = 3;

// A page that was blocked, for example by a dialog, gets its calls and the responses in a burst: count those calls as
// one.
const minIntervalMs = 5_000;

/**
 * Returns a function that asks a service worker whether it still has a download. Call it every ten seconds. A paused
 * download still responds.
 */
export function createHeartbeat(options: HeartbeatOptions): () => void {
  const { worker, url, onStopped, now = () => performance.now() } = options;
  let unanswered = 0;
  let sentAtMs = Number.NEGATIVE_INFINITY;

  return () => {
    if (now() - sentAtMs < minIntervalMs) return;
    sentAtMs = now();
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
