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
  /** It was handed over to the browser, which may be copying it still. */
  readonly isSaved: boolean;
}

export type Downloading =
  | { readonly state: 'empty' }
  /** Another tab has it. */
  | { readonly state: 'elsewhere'; readonly job: Job }
  | { readonly state: 'running'; readonly job: Job }
  | { readonly state: 'paused'; readonly job: Job }
  | {
      readonly state: 'failed';
      readonly job: Job;
      readonly failure: FailureFacts;
      /** The URL that was used last; not known any more after a reload. */
      readonly used?: PresignedUrl | undefined;
    }
  | CompleteDownload;

/** A download that this tab has. */
export type Shown = Exclude<Downloading, { state: 'empty' | 'elsewhere' }>;

/** The one download that this tab shows. */
export const downloading: Signal<Downloading> = signal({ state: 'empty' });
/** Unknown until the first answer. */
export const progress: Signal<ProgressReading | undefined> = signal();
export const ranges: Signal<readonly Range[]> = signal([]);
export const renewals: Signal<number> = signal(0);
/** What a download that runs is waiting for, instead of getting on. */
export const waiting: Signal<'network' | 'retry' | undefined> = signal();
/** How long a download has run, in all its runs. */
export const spentMs: Signal<number> = signal(0);

/** Keeps where a download is, and why it failed. */
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

/** Shows where a download was. */
export function restoreProgress(kept: StoredJob): void {
  ranges.value = kept.ranges ?? [];
  progress.value = kept.progress && { ...kept.progress, bytesPerSecond: 0, remainingSeconds: undefined };
  renewals.value = 0;
  spentMs.value = kept.spentMs ?? 0;
}

/** Shows that nothing has come. */
export function resetProgress(): void {
  progress.value = undefined;
  ranges.value = [];
  renewals.value = 0;
  spentMs.value = 0;
}

/** Shows no download, and keeps nothing of one; its files are left. */
export function clearDownload(job: Job): void {
  removeJob(job);
  downloading.value = { state: 'empty' };
  resetProgress();
}
