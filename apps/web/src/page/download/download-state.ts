import type { PresignedUrl, ProgressReading } from '@ossferry/downloader-browser';
import { type Signal, signal } from '@preact/signals';
import type { FailureFacts } from '../parts/failure-facts.ts';
import { type Job, type Result, removeJob, type StoredJob, storeJob } from './job.ts';
import type { Range } from './received-ranges.ts';

export interface CompleteDownload {
  readonly state: 'complete';
  readonly job: Job;
  readonly result: Result;
  readonly file: File;
  /** It was passed to the browser, which may still be copying it. */
  readonly isSaved: boolean;
}

export type Downloading =
  | { readonly state: 'empty' }
  /** It belongs to another tab. */
  | { readonly state: 'elsewhere'; readonly job: Job }
  | { readonly state: 'running'; readonly job: Job }
  | { readonly state: 'paused'; readonly job: Job }
  | {
      readonly state: 'failed';
      readonly job: Job;
      readonly failure: FailureFacts;
      /** The last URL; unknown after a reload. */
      readonly used?: PresignedUrl | undefined;
    }
  | CompleteDownload;

/** A download that belongs to this tab. */
export type ActiveDownload = Exclude<Downloading, { state: 'empty' | 'elsewhere' }>;

/** The download that this tab shows. */
export const downloading: Signal<Downloading> = signal({ state: 'empty' });
/** Unknown until the first response. */
export const progress: Signal<ProgressReading | undefined> = signal();
export const ranges: Signal<readonly Range[]> = signal([]);
export const renewals: Signal<number> = signal(0);
/** What a running download is waiting for; `undefined` while it makes progress. */
export const waiting: Signal<'network' | 'retry' | undefined> = signal();
/** Total running time of the download, over all its runs. */
export const spentMs: Signal<number> = signal(0);

/** Stores the progress of a download, and why it failed. */
export function storeProgress(job: Job, isPaused: boolean, failure?: FailureFacts): void {
  const { value } = progress;
  storeJob({
    job,
    isPaused,
    failure,
    progress: value && { durableBytes: value.durableBytes, totalBytes: value.totalBytes },
    ranges: ranges.value,
    spentMs: spentMs.value,
  });
}

/** Shows the stored progress of a download. */
export function restoreProgress(stored: StoredJob): void {
  ranges.value = stored.ranges ?? [];
  progress.value = stored.progress && { ...stored.progress, bytesPerSecond: 0, remainingSeconds: undefined };
  renewals.value = 0;
  spentMs.value = stored.spentMs ?? 0;
}

/** Shows no progress. */
export function resetProgress(): void {
  progress.value = undefined;
  ranges.value = [];
  renewals.value = 0;
  spentMs.value = 0;
}

/** Removes the download from the page and from the stored jobs, but not its files. */
export function clearDownload(job: Job): void {
  removeJob(job);
  downloading.value = { state: 'empty' };
  resetProgress();
}
