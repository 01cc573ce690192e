import { percentEncode } from '@ossferry/contract';
import { configError } from '../config-error.ts';

export interface ContentDispositionOptions {
  /** Lets browsers display the file instead of saving it. @default false */
  readonly inline?: boolean | undefined;
}

/**
 * Creates a `Content-Disposition` with a file name for all clients: `filename` in ASCII and, if the name has other
 * characters, `filename*` in UTF-8 (RFC 6266, RFC 8187). Slashes and control characters become `_`.
 */
export function contentDisposition(fileName: string, { inline = false }: ContentDispositionOptions = {}): string {
  // A lone surrogate has no UTF-8 form.
  const name = fileName.replace(/[/\\\p{Cc}\p{Surrogate}]/gu, '_');
  if (name === '') {
    throw configError('InvalidFileName', 'The file name is empty.', 'Pass the name for the downloaded file.');
  }
  // Some browsers percent-decode `filename`, so it must not contain `%`.
  const fallback = name.replace(/[^\x20-\x7e]|["%]/gu, '_');
  const type = inline ? 'inline' : 'attachment';
  const plain = `${type}; filename="${fallback}"`;
  return fallback === name ? plain : `${plain}; filename*=UTF-8''${percentEncode(name)}`;
}
