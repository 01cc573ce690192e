import type { HeaderMap, Method } from '@ossferry/contract';
import { checkFileName } from './check-file-name.ts';
import { checkSignedHeaders } from './check-signed-headers.ts';
import { checkUrl } from './check-url.ts';
import { fileNameOfUrl } from './file-name-of-url.ts';
import { inputError } from './input-error.ts';
import { findLanguage, type SnippetLanguage } from './languages.ts';

/** What is to be downloaded; a result of the client's `presign` is one. */
export interface PresignedDownload {
  readonly url: string;
  /** Headers that are part of the signature. None by default. */
  readonly signedHeaders?: HeaderMap | undefined;
  /** Must be `GET`, the default. */
  readonly method?: Method | undefined;
}

export interface SnippetOptions {
  /**
   * Name of the file that the program writes, in the folder where it runs; the folder is not part of it. By default the
   * name that the URL's `response-content-disposition` gives, or the last segment of the key, made fit for every disk.
   */
  readonly fileName?: string | undefined;
}

/**
 * Writes a complete program that downloads this URL with its signed headers, as OSS's page "Download an object using a
 * presigned URL" shows it: whole or not at all. The text holds the URL, so it is a secret until that ends. Throws an
 * `OssError` of phase `config` for what such a program could not request.
 */
export function snippet(presigned: PresignedDownload, language: SnippetLanguage, options: SnippetOptions = {}): string {
  const { method = 'GET', url } = presigned;
  if (method !== 'GET') {
    throw inputError('MethodNotGet', `The URL is signed for ${method}, not for a download.`, 'Presign getObject.');
  }
  const { render, ...abilities } = findLanguage(language);
  checkUrl(url, abilities);
  const signedHeaders = checkSignedHeaders(presigned.signedHeaders ?? {}, url, abilities);
  const fileName = options.fileName === undefined ? fileNameOfUrl(url) : checkFileName(options.fileName);
  return render({ url, signedHeaders, fileName });
}
