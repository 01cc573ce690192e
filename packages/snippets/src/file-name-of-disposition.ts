import { parse } from 'content-disposition';

/** Returns the file name in a `Content-Disposition` (RFC 6266; `filename*` takes precedence), or `''`. */
export function fileNameOfDisposition(disposition: string): string {
  return parse(disposition).parameters['filename'] ?? '';
}
