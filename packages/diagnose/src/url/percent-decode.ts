/** Decodes `%XX` as UTF-8. Leaves invalid encodings as they are: a damaged URL must not cause an error. */
export function decodePercent(text: string): string {
  return text.replace(/(?:%[0-9a-f]{2})+/gi, (encoded) => {
    try {
      return decodeURIComponent(encoded);
    } catch {
      return encoded;
    }
  });
}

/** Decodes a name or value of a query, where a bare `+` is a space. */
export function decodeQueryText(text: string): string {
  return decodePercent(text.replaceAll('+', ' '));
}

/** Percent-encodes any text. A lone surrogate becomes U+FFFD instead of an error. */
export function encodeAny(text: string): string {
  return encodeURIComponent(text.replace(/\p{Surrogate}/gu, '\ufffd'));
}
