import { discardDownload, saveFile, toOpfs } from '@ossferry/downloader-browser';
import { texts } from '../state/language.ts';
import { type CompleteDownload, clearDownload, downloading, progress } from './download-state.ts';
import { storeJob } from './job.ts';
import { unlockJob } from './job-lock.ts';

// A file that was handed over and is done with: the browser may be copying it still.
let handedOver: string | undefined;

/** Hands a whole file over to the browser. */
export function saveCompleteFile(whole: CompleteDownload): void {
  const { job, result, file } = whole;
  saveFile(file, job.fileName);
  storeJob({ job, result, isSaved: true });
  downloading.value = { ...whole, isSaved: true };
}

/** Asks the user when something would be lost that was not saved. */
export function confirmDiscard(): boolean {
  const { value } = downloading;
  const isWorthAsking =
    value.state === 'complete' ? !value.isSaved : value.state !== 'empty' && (progress.value?.durableBytes ?? 0) > 0;
  return !isWorthAsking || confirm(texts.value.download.drop(value.state === 'empty' ? '' : value.job.fileName));
}

/** Takes the download away that is shown, and its files: those of one that was saved when the next one is dropped. */
export function removeCurrent(): void {
  const { value } = downloading;
  if (value.state === 'empty' || value.state === 'elsewhere') return;
  clearDownload(value.job);
  const isCopied = value.state === 'complete' && value.isSaved;
  const over = isCopied ? handedOver : value.job.name;
  if (isCopied) handedOver = value.job.name;
  if (over !== undefined) void removeFiles(over);
}

async function removeFiles(name: string): Promise<void> {
  // What cannot be removed now is removed by the next visit, as is a file that was handed over.
  await discardDownload(toOpfs(name)).catch(() => undefined);
  unlockJob(name);
}
