/** Gives the file name that a `Content-Disposition` names (RFC 6266; `filename*` wins), or `''`. */
export function fileNameOfDisposition(disposition: string): string {
  const [, extended] = /;\s*filename\*\s*=\s*utf-8'[^']*'([^\s;]+)/i.exec(disposition) ?? [];
  if (extended !== undefined) {
    try {
      return decodeURIComponent(extended);
    } catch {
      // Not UTF-8: the plain name has to do.
    }
  }
  const [, quoted, token] = /;\s*filename\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s;]+))/is.exec(disposition) ?? [];
  return quoted?.replace(/\\(.)/gs, '$1') ?? token ?? '';
}
