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
import { applyChange, type Change } from './received-ranges.ts';
import { newJobName } from './remove-orphans.ts';
import { observeSource, startingWith } from './sources.ts';
import { trackProgress } from './track-progress.ts';

/** Another download was wanted while this one runs, and was not started. */
export const isBusy: Signal<boolean> = signal(false);

let source: DownloadSource | undefined;
let stop: AbortController = new AbortController();

/** Downloads a URL that was pasted. */
export function downloadUrl(url: string): void {
  begin({ name: newJobName(), fileName: fileNameOfUrl(url) }, url);
}

/** Downloads what was just signed, and asks for a fresh URL when this one ends. */
export function downloadSigned(signSettings: SignSettings, signed: Signed): void {
  const { bucket, key, fileName } = signSettings.request;
  const sample = samples.value.find((one) => one.bucket === bucket && one.key === key);
  // Many ranges, so that the map of a small object shows something.
  const partSizeBytes = sample && Math.max(1_048_576, Math.ceil(sample.sizeBytes / 32));
  const plain = fileName === undefined ? fileNameOfKey(key) : plainName(fileName);
  begin({ name: newJobName(), fileName: plain, signSettings, partSizeBytes }, startingWith(signed, signSettings));
}

/** Stops the download that runs; what came is kept. */
export function pause(job: Job): void {
  stop.abort();
  storeProgress(job, true); // It may take a moment to stop, and the page may be reloaded meanwhile.
}

/** Goes on, with another URL when one was pasted. */
export function resume(job: Job, url?: string): void {
  if (url === undefined) return void run(job);
  source = url;
  void run(progress.value === undefined ? { ...job, fileName: fileNameOfUrl(url) } : job);
}

/** Starts with nothing: what came is of an object that is not there any more. */
export function startAgain(job: Job): void {
  resetProgress();
  void run(typeof source === 'string' ? { ...job, fileName: fileNameOfUrl(source) } : job, 'restart');
}

/** Whether going on needs a URL from the user: one that was pasted is not kept over a reload. */
export function needsUrl(job: Job): boolean {
  return source === undefined && job.signSettings === undefined;
}

/** Gives up the download that is shown, with what came of it. */
export function discard(): void {
  source = undefined;
  removeCurrent();
}

// One at a time: the page shows the one that runs.
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
  await lockJob(job.name); // Before it is kept, or another tab would take it up.
  storeProgress(job, stop.signal.aborted);
  const arrivals = new BroadcastChannel(job.name);
  arrivals.onmessage = ({ data }: MessageEvent<readonly Change[]>) => {
    ranges.value = data.reduce(applyChange, ranges.value);
  };
  let used: PresignedUrl | undefined;
  const watched = observeSource(source, (given) => {
    used = given;
  });
  const { hear, end } = trackProgress(job, stop.signal);
  try {
    const { file, ...summary } = await download(watched, toOpfs(job.name), {
      workerUrl: `${workerUrl}#${job.name}`,
      partSizeBytes: job.partSizeBytes,
      overwrite: true, // The name is its own: what has it came whole just before a reload.
      onChange,
      signal: stop.signal,
      onEvent: hear,
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

// The file has a name in the storage that nobody knows.
function failureOf(job: Job, error: unknown, used?: PresignedUrl): FailureFacts {
  const facts = toFailureFacts(error);
  const isLocal = used !== undefined && isLocalUrl(used.url);
  return { ...facts, isLocal, message: facts.message.replaceAll(job.name, job.fileName) };
}
