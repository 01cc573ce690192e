import { saveFile } from '@ossferry/downloader-browser';
import { type CompleteDownload, downloading } from './download-state.ts';
import { storeJob } from './job.ts';

/** Passes a complete file to the browser's downloads. */
export function saveCompleteFile(complete: CompleteDownload): void {
  const { job, result, file } = complete;
  saveFile(file, job.fileName);
  storeJob({ job, result, isSaved: true });
  downloading.value = { ...complete, isSaved: true };
}
