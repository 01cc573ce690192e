import { OssError } from '@ossferry/contract';
import type { DownloadSource } from '@ossferry/downloader-core';
import type { DownloadOptions } from './download-options.ts';
import { clickAnchor } from './save-file.ts';

/** What can be said of a download that the browser does by itself. */
export interface AnchorDownload {
  /** Nobody compares anything: whether the file is whole, this page never learns. */
  readonly verified: 'no';
  /** Whether the URL makes the browser save the file under a name, rather than show it. */
  readonly isForced: boolean;
}

/**
 * Lets the browser itself save what a URL leads to, as a click on a link does: any size, no memory, no progress, no
 * resume of ours, no verification. The name is the one that was signed into the URL (`responseContentDisposition`):
 * browsers ignore others across origins. Fails with `InvalidUrl`, and with `HeadersNotPossible` when the URL was signed
 * with headers.
 */
export async function downloadWithAnchor(
  source: DownloadSource,
  options: Pick<DownloadOptions, 'referrerPolicy'> = {},
): Promise<AnchorDownload> {
  const made = typeof source === 'function' ? await source({}) : source;
  const { url, signedHeaders = {} } = typeof made === 'string' ? { url: made } : made;
  if (!/^https?:\/\//i.test(url)) {
    throw new OssError({
      code: 'InvalidUrl',
      phase: 'config',
      message: 'The source is not an http or https URL.',
      advice: 'Give the whole presigned URL.',
    });
  }
  const names = Object.keys(signedHeaders);
  if (names.length > 0) {
    throw new OssError({
      code: 'HeadersNotPossible',
      phase: 'config',
      message: `The URL was signed with the headers ${names.join(', ')}, which a link cannot send.`,
      advice: 'Presign it without them, or use download().',
    });
  }
  clickAnchor(url, '', options.referrerPolicy);
  return { verified: 'no', isForced: /[?&]response-content-disposition=attachment/i.test(url) };
}
