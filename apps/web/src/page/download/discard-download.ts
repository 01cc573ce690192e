import { discardDownload, toOpfs } from '@ossferry/downloader-browser';
import { texts } from '../state/language.ts';
import { clearDownload, downloading, progress } from './download-state.ts';
import { unlockJob } from './job-lock.ts';

// The last discarded file that had been saved: the browser may still be copying it.
let lastSaved: string | undefined;

/** Asks the user for confirmation if unsaved data would be lost. */
export function confirmDiscard(): boolean {
  const { value } = downloading;
  if (value.state === 'empty') return true;
  const hasUnsavedData = value.state === 'complete' ? !value.isSaved : (progress.value?.durableBytes ?? 0) > 0;
  return !hasUnsavedData || confirm(texts.value.download.confirmDiscard(value.job.fileName));
}

/** Removes the shown download and its files; those of a saved file only when the next saved file is discarded. */
export function removeCurrent(): void {
  const { value } = downloading;
  if (value.state === 'empty' || value.state === 'elsewhere') return;
  clearDownload(value.job);
  const isSaved = value.state === 'complete' && value.isSaved;
  const removable = isSaved ? lastSaved : value.job.name;
  if (isSaved) lastSaved = value.job.name;
  if (removable !== undefined) void removeFiles(removable);
}

async function removeFiles(name: string): Promise<void> {
  // If this fails, the next visit removes them, like the last saved file.
  await discardDownload(toOpfs(name)).catch(() => undefined);
  unlockJob(name);
}
