import type { DownloadEvent, PresignedUrl } from '@ossferry/downloader-core';
import { downloadHere } from './download-here.ts';
import { flusherName } from './flusher/messages.ts';
import { openFlusher } from './flusher/open-flusher.ts';
import { runFlusher } from './flusher/run-flusher.ts';
import {
  type FromWorker,
  packError,
  packEvent,
  type SourceFunction,
  type ToWorker,
  unpackError,
} from './worker-messages.ts';

// The script of the download worker: bytes go from the network to the disk without passing through the page.
interface PendingSource {
  readonly resolve: (source: string | PresignedUrl) => void;
  readonly reject: (error: unknown) => void;
}

const aliveEveryMs = 10_000;

const stop = new AbortController();
const pending = new Map<number, PendingSource>();
let lastId = 0;
const post = (message: FromWorker): void => postMessage(message);

if (self.name === flusherName) runFlusher();
else runDownload();

function runDownload(): void {
  addEventListener('message', ({ data }: MessageEvent<ToWorker>) => {
    if (data.type === 'start') void start(data);
    else if (data.type === 'abort') stop.abort();
    else {
      const request = pending.get(data.id);
      pending.delete(data.id);
      if (data.type === 'source') request?.resolve(data.source);
      else request?.reject(data.error === undefined ? new Error('see the page') : unpackError(data.error));
    }
  });
  post({ type: 'loaded' });
}

async function start({ source, destination, options }: Extract<ToWorker, { type: 'start' }>): Promise<void> {
  const timer = setInterval(() => post({ type: 'alive' }), aliveEveryMs);
  try {
    const onEvent = (event: DownloadEvent) => post({ type: 'event', event: packEvent(event) });
    const wired = { ...options, signal: stop.signal, onEvent };
    const summary = await downloadHere(source ?? requestSource, destination, wired, openFlusher);
    post({ type: 'done', summary });
  } catch (error) {
    post({ type: 'failed', error: packError(error) });
  } finally {
    clearInterval(timer);
  }
}

const requestSource: SourceFunction = ({ refused, clockOffsetMs }) =>
  new Promise((resolve, reject) => {
    lastId += 1;
    pending.set(lastId, { resolve, reject });
    stop.signal.addEventListener('abort', () => reject(stop.signal.reason), { once: true });
    post({ type: 'get-source', id: lastId, context: { refused, clockOffsetMs } });
  });
