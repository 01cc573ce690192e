import { createProgressMeter, type DownloadEvent, type ProgressReading } from '@ossferry/downloader-browser';
import { nowMs } from '../state/clock.ts';
import { progress, ranges, renewals, spentMs, storeProgress, waiting } from './download-state.ts';
import type { Job } from './job.ts';

interface ProgressTracker {
  readonly onEvent: (event: DownloadEvent) => void;
  /** Called when bytes have arrived, long before their piece is on the disk. */
  readonly onReceived: (bytes: number) => void;
  /** Called when the download has ended, for any reason. */
  readonly end: () => void;
}

/** Shows the progress of a download, with an update every second during a stall. */
export function trackProgress(job: Job, stopped: AbortSignal): ProgressTracker {
  const startedMs = performance.now();
  const spentBeforeMs = spentMs.value;
  let measure = createProgressMeter();
  let isMeasured = false;
  let resumedBytes = 0;
  let receivedBytes = 0;
  let failedBy: 'network' | 'retry' | undefined;

  const count = (): void => {
    spentMs.value = spentBeforeMs + performance.now() - startedMs;
  };
  // Pieces of parallel ranges reach the disk together. A rate of these would jump, so it is that of the received bytes.
  const read = ({
    durableBytes,
    totalBytes,
  }: Pick<ProgressReading, 'durableBytes' | 'totalBytes'>): ProgressReading => {
    const doneBytes = Math.max(receivedBytes, durableBytes - resumedBytes);
    const reading = measure({ durableBytes: doneBytes, totalBytes: doneBytes + totalBytes - durableBytes });
    return { ...reading, durableBytes, totalBytes };
  };
  const unsubscribe = nowMs.subscribe(() => {
    count();
    // Not immediately after a failure, since other ranges may still make progress.
    waiting.value = navigator.onLine ? failedBy : 'network';
    if (isMeasured && progress.value !== undefined) progress.value = read(progress.value);
  });

  return {
    onEvent(event) {
      if (event.type === 'renewed') renewals.value += 1;
      if (event.type === 'retry') failedBy = event.error.code === 'Offline' ? 'network' : 'retry';
      if (event.type === 'warning' && event.code === 'Restarted') {
        ranges.value = [];
        progress.value = undefined;
        measure = createProgressMeter();
        isMeasured = false;
        receivedBytes = 0;
      }
      if (event.type === 'started') {
        resumedBytes = event.resumedBytes;
        progress.value = read({ durableBytes: resumedBytes, totalBytes: event.object.sizeBytes });
        isMeasured = true;
      }
      if (event.type === 'progress') {
        failedBy = undefined;
        waiting.value = undefined;
        progress.value = read(event);
        count();
        storeProgress(job, stopped.aborted);
      }
    },
    onReceived(bytes) {
      receivedBytes += bytes;
    },
    end() {
      unsubscribe();
      count();
      waiting.value = undefined;
    },
  };
}
