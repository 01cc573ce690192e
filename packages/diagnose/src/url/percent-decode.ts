/** Decodes `%XX` as UTF-8; what is no percent-encoding stays as it is, since nothing here may fail on a broken URL. */
export function decodePercent(text: string): string {
  return text.replace(/(?:%[0-9a-f]{2})+/gi, (encoded) => {
    try {
      return decodeURIComponent(encoded);
    } catch {
      return encoded;
    }
  });
}

/** Decodes a name or value of a query, in which a bare `+` is a space. */
export function decodeQueryText(text: string): string {
  return decodePercent(text.replaceAll('+', ' '));
}

/** Percent-encodes any text; half a surrogate pair becomes U+FFFD, since nothing here may fail. */
export function encodeAny(text: string): string {
  return encodeURIComponent(text.replace(/\p{Surrogate}/gu, '\ufffd'));
}
