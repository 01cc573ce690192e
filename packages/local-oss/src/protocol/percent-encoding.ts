/** Percent-encodes UTF-8 as in V4 canonical requests: all but `A-Z a-z 0-9 - . _ ~`, with upper-case hex digits. */
export function percentEncode(text: string): string {
  return encodeURIComponent(text).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

/** Like `percentEncode`, but keeps `/`. */
export function percentEncodePath(path: string): string {
  return percentEncode(path).replaceAll('%2F', '/');
}

/** Decodes `%XX` to UTF-8 and keeps everything else, including a `%` without two hex digits. */
export function percentDecode(raw: string): string {
  const bytes = raw.replace(/%([0-9A-Fa-f]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  return Buffer.from(bytes, 'latin1').toString('utf8');
}
