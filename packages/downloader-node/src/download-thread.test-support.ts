import { workerData } from 'node:worker_threads';
import { download } from './download.ts';

/** What a thread downloads. It blocks at the first progress until `gate` is 1. */
export interface DownloadThreadData {
  readonly url: string;
  readonly destination: string;
  readonly gate: Int32Array<SharedArrayBuffer>;
}

const { url, destination, gate } = workerData as DownloadThreadData;
await download(url, destination, {
  threads: 0,
  onEvent(event) {
    if (event.type === 'progress') Atomics.wait(gate, 0, 0);
  },
});
