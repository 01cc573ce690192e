import { parse } from 'content-disposition';

/** Gives the file name that a `Content-Disposition` names (RFC 6266; `filename*` wins), or `''`. */
export function fileNameOfDisposition(disposition: string): string {
  return parse(disposition).parameters['filename'] ?? '';
}
