import { effect } from '@preact/signals';
import { downloading, forgetDownload, showPlace } from './download-state.ts';
import { discard, resume } from './downloading.ts';
import { type Job, type KeptJob, type Result, readJob, readJobs } from './job.ts';
import { holdJob, releaseJob } from './job-lock.ts';

/** Takes up what an earlier visit left. What other tabs have is theirs until they are closed. */
export async function takeUp(): Promise<void> {
  const jobs = readJobs().map(({ job }) => job);
  for (const job of jobs) if (await holdJob(job.name)) return show(job);
  const [first] = jobs;
  if (first !== undefined && downloading.value.state === 'empty') waitForTabs(first, jobs);
}

/** Gives up the download that is shown, and shows what else there is. */
export function discardShown(): void {
  discard();
  void takeUp();
}

/** Notices when another tab has given up the download that it has. */
export function followTabs(): void {
  addEventListener('storage', () => {
    const { value } = downloading;
    if (value.state !== 'elsewhere' || readJob(value.job.name) !== undefined) return;
    downloading.value = { state: 'empty' };
    void takeUp();
  });
}

// A page that is reloaded finds its own download like this, too, while the browser has not yet put the old page away.
function waitForTabs(first: Job, jobs: readonly Job[]): void {
  const shown = { state: 'elsewhere', job: first } as const;
  const waiting = new AbortController();
  downloading.value = shown;
  effect(() => {
    if (downloading.value !== shown) waiting.abort();
  });
  for (const job of jobs) {
    void holdJob(job.name, waiting.signal).then((isHeld) => {
      if (!isHeld) return;
      if (downloading.value !== shown) return releaseJob(job.name);
      downloading.value = { state: 'empty' };
      void show(job);
    });
  }
}

async function show({ name }: Job): Promise<void> {
  const kept = readJob(name);
  if (downloading.value.state !== 'empty') return releaseJob(name); // The user has begun something.
  if (kept === undefined) {
    releaseJob(name);
    return takeUp();
  }
  const { job, result, isPaused, failure } = kept;
  showPlace(kept);
  if (result !== undefined) return openWhole(kept, result);
  if (failure !== undefined) downloading.value = { state: 'failed', job, failure };
  else if (job.wish === undefined || isPaused) downloading.value = { state: 'paused', job };
  else resume(job);
}

async function openWhole({ job, isSaved = false }: KeptJob, result: Result): Promise<void> {
  try {
    const root = await navigator.storage.getDirectory();
    const file = await (await root.getFileHandle(job.name)).getFile();
    downloading.value = { state: 'whole', job, result, file, isSaved };
  } catch {
    forgetDownload(job); // The browser has cleared its storage.
    releaseJob(job.name);
    return takeUp();
  }
}
