import type { PresignedUrl } from '@ossferry/downloader-core';
import { downloadHere } from './download-here.ts';
import {
  type FromWorker,
  packError,
  packEvent,
  type SourceFunction,
  type ToWorker,
  unpackError,
} from './worker-messages.ts';

// The body of a download's worker: bytes go from the network to the disk without passing through the page.
interface Asked {
  readonly resolve: (source: string | PresignedUrl) => void;
  readonly reject: (error: unknown) => void;
}

const aliveEveryMs = 10_000;

const stop = new AbortController();
const asked = new Map<number, Asked>();
let lastId = 0;
const tell = (message: FromWorker): void => postMessage(message);

addEventListener('message', ({ data }: MessageEvent<ToWorker>) => {
  if (data.type === 'start') void start(data);
  else if (data.type === 'abort') stop.abort();
  else {
    const waiting = asked.get(data.id);
    asked.delete(data.id);
    if (data.type === 'made') waiting?.resolve(data.source);
    else waiting?.reject(data.error === undefined ? new Error('see the page') : unpackError(data.error));
  }
});

async function start({ source, destination, options }: Extract<ToWorker, { type: 'start' }>): Promise<void> {
  const living = setInterval(() => tell({ type: 'alive' }), aliveEveryMs);
  try {
    const summary = await downloadHere(source ?? askPage, destination, {
      ...options,
      signal: stop.signal,
      onEvent: (event) => tell({ type: 'event', event: packEvent(event) }),
    });
    tell({ type: 'done', summary });
  } catch (error) {
    tell({ type: 'failed', error: packError(error) });
  } finally {
    clearInterval(living);
  }
}

const askPage: SourceFunction = ({ refused, clockOffsetMs }) =>
  new Promise((resolve, reject) => {
    lastId += 1;
    asked.set(lastId, { resolve, reject });
    stop.signal.addEventListener('abort', () => reject(stop.signal.reason), { once: true });
    tell({ type: 'make', id: lastId, context: { refused, clockOffsetMs } });
  });
