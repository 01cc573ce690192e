import { percentEncode } from '@ossferry/contract';
import { configError } from '../config-error.ts';

export interface ContentDispositionOptions {
  /** Lets the browser show the file instead of saving it. @default false */
  readonly inline?: boolean | undefined;
}

/**
 * Makes a `Content-Disposition` that saves under this name in every client: an ASCII name for old ones, and `filename*`
 * in UTF-8 where that says more (RFC 6266, RFC 8187). Slashes and control characters become `_`.
 */
export function contentDisposition(fileName: string, { inline = false }: ContentDispositionOptions = {}): string {
  // A lone surrogate counts as a control character here: neither has a place in a file name.
  const name = fileName.replace(/[/\\\p{Cc}\p{Surrogate}]/gu, '_');
  if (name === '') {
    throw configError(
      'InvalidFileName',
      'The file name is empty.',
      'Give the name under which the download is to be saved.',
    );
  }
  // Some browsers decode percent signs in `filename`, so that one may not stand there either.
  const fallback = name.replace(/[^\x20-\x7e]|["%]/gu, '_');
  const type = inline ? 'inline' : 'attachment';
  const plain = `${type}; filename="${fallback}"`;
  return fallback === name ? plain : `${plain}; filename*=UTF-8''${percentEncode(name)}`;
}
