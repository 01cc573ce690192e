import {
  type DownloadOptions,
  type DownloadSource,
  download,
  type PresignedUrl,
  toOpfs,
} from '@ossferry/downloader-browser';
import { type Signal, signal } from '@preact/signals';
import { type FailureFacts, toFailureFacts } from '../parts/failure-facts.ts';
import { isLocalUrl } from '../parts/is-local-url.ts';
import { type Signed, type SignSettings, sourceOf } from '../sign/signing.ts';
import { samples } from '../state/demo.ts';
import { confirmDiscard, removeCurrent } from './discard-download.ts';
import { downloading, progress, ranges, resetProgress, spentMs, storeProgress } from './download-state.ts';
import { fileNameOfKey, fileNameOfUrl, plainName } from './file-name-of-url.ts';
import { type Job, storeJob } from './job.ts';
import { lockJob } from './job-lock.ts';
import workerUrl from './observed-worker.ts?worker&url';
import { applyChange, type Change, receivedBytesIn } from './received-ranges.ts';
import { newJobName } from './remove-orphans.ts';
import { observeSource, startingWith } from './sources.ts';
import { trackProgress } from './track-progress.ts';

/** Another download was requested while this one was running, and was not started. */
export const isBusy: Signal<boolean> = signal(false);

let source: DownloadSource | undefined;
let stop: AbortController = new AbortController();

/** Downloads a pasted URL. */
export function downloadUrl(url: string): void {
  begin({ name: newJobName(), fileName: fileNameOfUrl(url) }, url);
}

/** Downloads the URL that was just signed, and requests a new one when it expires. */
export function downloadSigned(signSettings: SignSettings, signed: Signed): void {
  const { bucket, key, fileName } = signSettings.request;
  const sample = samples.value.find((one) => one.bucket === bucket && one.key === key);
  // Many ranges, so that the map of a small object is worth watching.
  const partSizeBytes = sample && Math.max(1_048_576, Math.ceil(sample.sizeBytes / 32));
  const plain = fileName === undefined ? fileNameOfKey(key) : plainName(fileName);
  begin({ name: newJobName(), fileName: plain, signSettings, partSizeBytes }, startingWith(signed, signSettings));
}

/** Stops the running download; received data is kept. */
export function pause(job: Job): void {
  stop.abort();
  storeProgress(job, true); // Stopping takes a moment, and the page may be reloaded before that.
}

/** Resumes a download, optionally with another URL. */
export function resume(job: Job, url?: string): void {
  if (url === undefined) return void run(job);
  source = url;
  void run(progress.value === undefined ? { ...job, fileName: fileNameOfUrl(url) } : job);
}

/** Starts over, since the received data belongs to an object that was replaced. */
export function startAgain(job: Job): void {
  resetProgress();
  void run(typeof source === 'string' ? { ...job, fileName: fileNameOfUrl(source) } : job, 'restart');
}

/** Whether the user has to paste the URL again: pasted URLs are not stored, so a reload loses them. */
export function needsUrl(job: Job): boolean {
  return source === undefined && job.signSettings === undefined;
}

/** Discards the shown download and its data. */
export function discard(): void {
  source = undefined;
  removeCurrent();
}

// One download at a time, since the page shows only one.
function begin(job: Job, from: DownloadSource): void {
  isBusy.value = downloading.value.state === 'running';
  if (isBusy.value || !confirmDiscard()) return;
  discard();
  source = from;
  void run(job);
}

async function run(job: Job, onChange?: DownloadOptions['onChange']): Promise<void> {
  source ??= job.signSettings && sourceOf(job.signSettings);
  if (source === undefined) return;
  stop = new AbortController();
  isBusy.value = false;
  downloading.value = { state: 'running', job };
  await lockJob(job.name); // Before it is stored, or another tab would restore it.
  storeProgress(job, stop.signal.aborted);
  const arrivals = new BroadcastChannel(job.name);
  let used: PresignedUrl | undefined;
  const watched = observeSource(source, (given) => {
    used = given;
  });
  const { onEvent, onReceived, end } = trackProgress(job, stop.signal);
  arrivals.onmessage = ({ data }: MessageEvent<readonly Change[]>) => {
    ranges.value = data.reduce(applyChange, ranges.value);
    onReceived(receivedBytesIn(data));
  };
  try {
    const { file, ...summary } = await download(watched, toOpfs(job.name), {
      workerUrl: `${workerUrl}#${job.name}`,
      partSizeBytes: job.partSizeBytes,
      overwrite: true, // The name is unique: an existing file was completed just before a reload.
      onChange,
      signal: stop.signal,
      onEvent,
    });
    end();
    const result = { ...summary, durationMs: spentMs.value };
    storeJob({ job, result });
    downloading.value = { state: 'complete', job, result, file, isSaved: false };
  } catch (error) {
    end();
    const failure = stop.signal.aborted ? undefined : failureOf(job, error, used);
    storeProgress(job, true, failure);
    downloading.value = failure === undefined ? { state: 'paused', job } : { state: 'failed', job, failure, used };
  } finally {
    isBusy.value = false;
    arrivals.close();
  }
}

// Replaces the internal name in the message with the one that the user knows.
function failureOf(job: Job, error: unknown, used?: PresignedUrl): FailureFacts {
  const facts = toFailureFacts(error);
  const isLocal = used !== undefined && isLocalUrl(used.url);
  return { ...facts, isLocal, message: facts.message.replaceAll(job.name, job.fileName) };
}
