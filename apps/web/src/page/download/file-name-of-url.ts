/** The name that a URL gives its file: the one that was signed, or the end of the key. */
export function fileNameOfUrl(text: string): string {
  const url = new URL(text);
  const signed = nameInDisposition(url.searchParams.get('response-content-disposition') ?? '');
  return signed === undefined ? fileNameOfKey(decode(url.pathname.slice(1))) : plainName(signed);
}

/** The last segment of a key. */
export function fileNameOfKey(key: string): string {
  return plainName(key.split('/').findLast((segment) => segment !== '') ?? 'download');
}

/** A name that looks like what it is: with characters that turn the direction of text, `exe` could look like `gpj`. */
export function plainName(name: string): string {
  return name.replace(/\p{Bidi_Control}/gu, '_');
}

/** Reads the name out of a `Content-Disposition` (RFC 6266). */
function nameInDisposition(disposition: string): string | undefined {
  const [, encoded] = /(?:^|;)\s*filename\*\s*=\s*utf-8'[^']*'([^;\s]+)/i.exec(disposition) ?? [];
  if (encoded !== undefined) return decode(encoded);
  const [, quoted, token] = /(?:^|;)\s*filename\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^;\s"]+))/i.exec(disposition) ?? [];
  return quoted?.replace(/\\(.)/g, '$1') || token;
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
