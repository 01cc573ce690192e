import { discardDownload, toOpfs } from '@ossferry/downloader-browser';
import { readJob } from './job.ts';
import { ifUnlocked } from './job-lock.ts';

/** Creates a unique name for a download in the origin private file system. */
export function newJobName(): string {
  return `download-${crypto.randomUUID()}`;
}

const jobName = /^download-[0-9a-f-]{36}/;

/** Removes files that belong to no stored job and no tab. */
export async function removeOrphans(): Promise<void> {
  try {
    for (const name of await listNames()) {
      await ifUnlocked(name, async () => {
        if (readJob(name) === undefined) await discardDownload(toOpfs(name));
      });
    }
  } catch {
    // They are still in use, or storage is not available. The next visit tries again.
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
