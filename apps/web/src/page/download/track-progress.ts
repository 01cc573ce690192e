import { createProgressMeter, type DownloadEvent } from '@ossferry/downloader-browser';
import { nowMs } from '../state/clock.ts';
import { progress, ranges, renewals, spentMs, storeProgress, waiting } from './download-state.ts';
import type { Job } from './job.ts';

interface ProgressTracker {
  /** Takes an event of the download. */
  readonly hear: (event: DownloadEvent) => void;
  /** Is called when it has ended, one way or another. */
  readonly end: () => void;
}

/** Shows how a download gets on, and once a second that it does not. */
export function trackProgress(job: Job, stopped: AbortSignal): ProgressTracker {
  const startedMs = performance.now();
  const spentBeforeMs = spentMs.value;
  let measure = createProgressMeter();
  let isMeasured = false;
  let failedBy: 'network' | 'retry' | undefined;

  const count = (): void => {
    spentMs.value = spentBeforeMs + performance.now() - startedMs;
  };
  const forget = nowMs.subscribe(() => {
    count();
    // Not at once: ranges that come meanwhile show that it gets on.
    waiting.value = navigator.onLine ? failedBy : 'network';
    if (isMeasured && progress.value !== undefined) progress.value = measure(progress.value);
  });

  return {
    hear(event) {
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
      forget();
      count();
      waiting.value = undefined;
    },
  };
}
