import { OssError } from '@ossferry/contract';
import type { DownloadSource } from '@ossferry/downloader-core';
import type { DownloadOptions } from './download-options.ts';
import { clickAnchor } from './save-file.ts';

/** What is known about a download that was left to the browser. */
export interface AnchorDownload {
  /** Nothing is verified, and the page does not learn whether the file is complete. */
  readonly verified: 'no';
  /** Whether the URL makes the browser save the file instead of displaying it. */
  readonly isForced: boolean;
}

/**
 * Lets the browser download a URL, like a click on a link: any size, no memory, no progress, no resuming by this
 * package, no verification. The file name must be signed into the URL (`responseContentDisposition`), since browsers
 * ignore any other name across origins. Fails with `InvalidUrl`, and with `HeadersNotPossible` if the URL was signed
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
      advice: 'Pass the full presigned URL.',
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
