import {
  createProgressMeter,
  type DownloadEvent,
  type DownloadSource,
  discardDownload,
  download,
  type ProgressReading,
  toOpfs,
} from '@ossferry/downloader-browser';
import { type Signal, signal } from '@preact/signals';
import { type Signed, type SignWish, sourceOf } from '../sign/signing.ts';
import { samples } from '../state/demo.ts';
import { fileNameOfKey, fileNameOfUrl } from './file-name-of-url.ts';
import { type Job, keepJob, type Result, readJob } from './job.ts';
import workerUrl from './observed-worker.ts?worker&url';
import { addRange, type Range } from './received-ranges.ts';

export type Downloading =
  | { readonly state: 'empty' }
  | { readonly state: 'running'; readonly job: Job }
  | { readonly state: 'paused'; readonly job: Job }
  | { readonly state: 'failed'; readonly job: Job; readonly error: unknown; readonly url: string | undefined }
  | { readonly state: 'whole'; readonly job: Job; readonly result: Result; readonly file: File };

export const downloading: Signal<Downloading> = signal({ state: 'empty' });
export const progress: Signal<ProgressReading | undefined> = signal();
export const ranges: Signal<readonly Range[]> = signal([]);
export const renewals: Signal<number> = signal(0);

let source: DownloadSource | undefined;
let stop: AbortController = new AbortController();

/** Downloads a URL that was pasted. */
export function downloadUrl(url: string): void {
  begin({ name: newName(), fileName: fileNameOfUrl(url) }, url);
}

/** Downloads what was just signed, and asks for a fresh URL when this one ends. */
export function downloadSigned(wish: SignWish, signed: Signed): void {
  const { bucket, key, fileName } = wish.ask;
  const sample = samples.value.find((one) => one.bucket === bucket && one.key === key);
  // Many ranges, so that the map of a small object shows something.
  const partSizeBytes = sample && Math.max(1_048_576, Math.ceil(sample.sizeBytes / 32));
  const job = { name: newName(), fileName: fileName ?? fileNameOfKey(key), wish, partSizeBytes };
  begin(job, freshAfter(signed, wish));
}

/** Takes up what an earlier visit to the page left. */
export function goOnAfterReload(): void {
  const job = readJob();
  if (job === undefined) return;
  ranges.value = job.ranges ?? [];
  progress.value = job.progress && { ...job.progress, bytesPerSecond: 0, remainingSeconds: undefined };
  if (job.result !== undefined) void openFinished(job, job.result);
  else if (job.wish === undefined || job.isPaused === true) downloading.value = { state: 'paused', job };
  else void run(job);
}

export function pause(): void {
  stop.abort();
}

/** Goes on; a URL that was pasted is needed again after a reload. */
export function resume(job: Job, url?: string): void {
  if (url !== undefined) source = url;
  void run(job);
}

/** Whether going on needs a URL from the user. */
export function needsUrl(job: Job): boolean {
  return source === undefined && job.wish === undefined;
}

/** Forgets a download and what came of it. */
export async function discard(job: Job): Promise<void> {
  reset();
  await discardDownload(toOpfs(job.name));
}

function begin(job: Job, from: DownloadSource): void {
  const { value } = downloading;
  if (value.state === 'running') return; // One at a time: the page shows the one that runs.
  if (value.state !== 'empty') void discard(value.job);
  source = from;
  void run(job);
}

function reset(): void {
  keepJob(undefined);
  downloading.value = { state: 'empty' };
  progress.value = undefined;
  ranges.value = [];
  renewals.value = 0;
  source = undefined;
}

async function run(job: Job): Promise<void> {
  source ??= job.wish && sourceOf(job.wish);
  if (source === undefined) return;
  const from = source;
  stop = new AbortController();
  keep(job);
  downloading.value = { state: 'running', job };
  const arrivals = new BroadcastChannel(job.name);
  arrivals.onmessage = ({ data }: MessageEvent<readonly Range[]>) => {
    ranges.value = data.reduce(addRange, ranges.value);
  };
  try {
    const { file, ...summary } = await download(from, toOpfs(job.name), {
      workerUrl: `${workerUrl}#${job.name}`,
      partSizeBytes: job.partSizeBytes,
      signal: stop.signal,
      onEvent: follow(job),
    });
    keepJob({ ...job, result: summary });
    downloading.value = { state: 'whole', job, result: summary, file };
  } catch (error) {
    keep({ ...job, isPaused: true });
    const url = typeof from === 'string' ? from : undefined;
    downloading.value = stop.signal.aborted ? { state: 'paused', job } : { state: 'failed', job, error, url };
  } finally {
    arrivals.close();
  }
}

function follow(job: Job): (event: DownloadEvent) => void {
  const measure = createProgressMeter();
  return (event) => {
    if (event.type === 'renewed') renewals.value += 1;
    if (event.type === 'started') {
      const totalBytes = event.object.sizeBytes;
      progress.value = measure({ durableBytes: event.resumedBytes, totalBytes });
    }
    if (event.type === 'progress') {
      progress.value = measure(event);
      keep(job);
    }
  };
}

function keep(job: Job): void {
  const { value } = progress;
  keepJob({
    ...job,
    progress: value && { durableBytes: value.durableBytes, totalBytes: value.totalBytes },
    ranges: ranges.value,
  });
}

/** The URL that was shown goes first; after it, fresh ones. */
function freshAfter(signed: Signed, wish: SignWish): () => Promise<Signed> {
  const renew = sourceOf(wish);
  let first: Signed | undefined = signed;
  return async () => {
    const given = first;
    first = undefined;
    return given ?? renew();
  };
}

async function openFinished(job: Job, result: Result): Promise<void> {
  try {
    const root = await navigator.storage.getDirectory();
    const file = await (await root.getFileHandle(job.name)).getFile();
    downloading.value = { state: 'whole', job, result, file };
  } catch {
    reset(); // The browser has cleared its storage.
  }
}

function newName(): string {
  return `download-${crypto.randomUUID()}`;
}
