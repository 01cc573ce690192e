import { effect } from '@preact/signals';
import { clearDownload, downloading, restoreProgress } from './download-state.ts';
import { discard, resume } from './downloading.ts';
import { type Job, type Result, readJob, readJobs, type StoredJob } from './job.ts';
import { lockJob, unlockJob } from './job-lock.ts';

/** Restores a download of an earlier visit. Downloads of other tabs stay there until those are closed. */
export async function restoreDownload(): Promise<void> {
  const jobs = readJobs().map(({ job }) => job);
  for (const job of jobs) if (await lockJob(job.name)) return show(job);
  const [first] = jobs;
  if (first !== undefined && downloading.value.state === 'empty') waitForTabs(first, jobs);
}

/** Discards the shown download and restores another one, if there is any. */
export function discardCurrent(): void {
  discard();
  void restoreDownload();
}

/** Detects when another tab discards its download. */
export function watchOtherTabs(): void {
  addEventListener('storage', () => {
    const { value } = downloading;
    if (value.state !== 'elsewhere' || readJob(value.job.name) !== undefined) return;
    downloading.value = { state: 'empty' };
    void restoreDownload();
  });
}

// A reloaded page also waits for its own download if the browser has not yet unloaded the old page.
function waitForTabs(first: Job, jobs: readonly Job[]): void {
  const shown = { state: 'elsewhere', job: first } as const;
  const waiting = new AbortController();
  downloading.value = shown;
  effect(() => {
    if (downloading.value !== shown) waiting.abort();
  });
  for (const job of jobs) {
    void lockJob(job.name, waiting.signal).then((isHeld) => {
      if (!isHeld) return;
      if (downloading.value !== shown) return unlockJob(job.name);
      downloading.value = { state: 'empty' };
      void show(job);
    });
  }
}

async function show({ name }: Job): Promise<void> {
  const stored = readJob(name);
  if (downloading.value.state !== 'empty') return unlockJob(name); // The user has started another download.
  if (stored === undefined) {
    unlockJob(name);
    return restoreDownload();
  }
  const { job, result, isPaused, failure } = stored;
  restoreProgress(stored);
  if (result !== undefined) return restoreComplete(stored, result);
  if (failure !== undefined) downloading.value = { state: 'failed', job, failure };
  else if (job.signSettings === undefined || isPaused) downloading.value = { state: 'paused', job };
  else resume(job);
}

async function restoreComplete({ job, isSaved = false }: StoredJob, result: Result): Promise<void> {
  try {
    const root = await navigator.storage.getDirectory();
    const file = await (await root.getFileHandle(job.name)).getFile();
    downloading.value = { state: 'complete', job, result, file, isSaved };
  } catch {
    clearDownload(job); // The browser has cleared the storage.
    unlockJob(job.name);
    return restoreDownload();
  }
}
