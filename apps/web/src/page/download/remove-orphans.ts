import { discardDownload, toOpfs } from '@ossferry/downloader-browser';
import { readJob } from './job.ts';
import { ifUnlocked } from './job-lock.ts';

/** Gives a download a name of its own in the origin private file system. */
export function newJobName(): string {
  return `download-${crypto.randomUUID()}`;
}

const jobName = /^download-[0-9a-f-]{36}/;

/** Removes the files of downloads that are over: no job names them, and no tab has them. */
export async function removeOrphans(): Promise<void> {
  try {
    for (const name of await listNames()) {
      await ifUnlocked(name, async () => {
        if (readJob(name) === undefined) await discardDownload(toOpfs(name));
      });
    }
  } catch {
    // They are in use still, or the browser stores nothing. The next visit looks again.
  }
}

async function listNames(): Promise<Iterable<string>> {
  const names = new Set<string>();
  const root = await navigator.storage.getDirectory();
  for await (const entry of root.keys()) {
    const name = jobName.exec(entry)?.[0];
    if (name !== undefined) names.add(name);
  }
  return names;
}
