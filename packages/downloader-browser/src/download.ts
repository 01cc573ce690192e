import { OssError } from '@ossferry/contract';
import type { DownloadSource } from '@ossferry/downloader-core';
import type { Destination } from './destination.ts';
import { downloadInWorker } from './download-in-worker.ts';
import type { DownloadOptions, DownloadSummary } from './download-options.ts';
import type { SummaryWithFile } from './worker-messages.ts';

/**
 * Downloads an object through a presigned URL. The destination appears only when the file is complete and verified.
 * After a failure, an abort, a reload or a crash, the received bytes stay in the origin private file system, and the
 * next call resumes from there.
 */
export async function download(
  source: DownloadSource,
  destination: Destination,
  options: DownloadOptions = {},
): Promise<DownloadSummary> {
  checkDestination(destination);
  const { threads = 1, transport, now, random } = options;
  // Functions cannot be sent to a worker.
  if (threads > 0 && transport === undefined && now === undefined && random === undefined) {
    return withFile(await downloadInWorker(source, destination, options));
  }
  const { downloadHere } = await import('./download-here.ts');
  return withFile(await downloadHere(source, destination, options));
}

/** JavaScript callers may omit the destination. */
function checkDestination(destination: Partial<Destination> | undefined): void {
  if (destination?.kind !== undefined) return;
  throw new OssError({
    code: 'InvalidDestination',
    phase: 'config',
    message: 'The destination is missing.',
    advice: 'Pass toOpfs(name), toPickedFile(handle) or toMemory().',
  });
}

/** All public destinations provide a file that this origin can read. */
function withFile(summary: SummaryWithFile): DownloadSummary {
  const { file } = summary;
  if (file === undefined) throw new Error('the download ended without a file');
  return { ...summary, file };
}
