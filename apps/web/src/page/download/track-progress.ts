import { createProgressMeter, type DownloadEvent } from '@ossferry/downloader-browser';
import { nowMs } from '../state/clock.ts';
import { progress, ranges, renewals, spentMs, storeProgress, waiting } from './download-state.ts';
import type { Job } from './job.ts';

interface ProgressTracker {
  readonly onEvent: (event: DownloadEvent) => void;
  /** Called when the download has ended, for any reason. */
  readonly end: () => void;
}

/** Shows the progress of a download, with an update every second during a stall. */
export function trackProgress(job: Job, stopped: AbortSignal): ProgressTracker {
  const startedMs = performance.now();
  const spentBeforeMs = spentMs.value;
  let measure = createProgressMeter();
  let isMeasured = false;
  let failedBy: 'network' | 'retry' | undefined;

  const count = (): void => {
    spentMs.value = spentBeforeMs + performance.now() - startedMs;
  };
  const unsubscribe = nowMs.subscribe(() => {
    count();
    // Not immediately after a failure, since other ranges may still make progress.
    waiting.value = navigator.onLine ? failedBy : 'network';
    if (isMeasured && progress.value !== undefined) progress.value = measure(progress.value);
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
      }
      if (event.type === 'started') {
        progress.value = measure({ durableBytes: event.resumedBytes, totalBytes: event.object.sizeBytes });
        isMeasured = true;
      }
      if (event.type === 'progress') {
        failedBy = undefined;
        waiting.value = undefined;
        progress.value = measure(event);
        count();
        storeProgress(job, stopped.aborted);
      }
    },
    end() {
      unsubscribe();
      count();
      waiting.value = undefined;
    },
  };
}
