import type { HeaderMap, Method } from '@ossferry/contract';
import { checkFileName } from './check-file-name.ts';
import { checkSignedHeaders } from './check-signed-headers.ts';
import { checkUrl } from './check-url.ts';
import { fileNameOfUrl } from './file-name-of-url.ts';
import { inputError } from './input-error.ts';
import { findLanguage, type SnippetLanguage } from './languages.ts';

/** The object to download: for example, the result of the client's `presign`. */
export interface PresignedDownload {
  readonly url: string;
  /** Headers that are part of the signature; none by default. */
  readonly signedHeaders?: HeaderMap | undefined;
  /** Must be `GET`, the default. */
  readonly method?: Method | undefined;
}

export interface SnippetOptions {
  /**
   * Name of the file that the program writes to its working directory, not a path. By default, the name in the URL's
   * `response-content-disposition` or the last segment of the key, without characters that some file systems refuse.
   */
  readonly fileName?: string | undefined;
}

/**
 * Writes a complete program that downloads a URL with its signed headers, as on OSS's page "Download an object using a
 * presigned URL". The file appears only when it is complete. The program contains the URL, so it is a secret until the URL
 * expires. Throws an `OssError` of phase `config` if such a program cannot send the signed request.
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
