/**
 * Percent-encodes text as OSS signatures require it: `A-Z a-z 0-9 - . _ ~` are unchanged, and every other UTF-8 byte
 * becomes `%XX`. Throws a `URIError` for a lone surrogate, which has no UTF-8 form.
 */
export function percentEncode(text: string): string {
  // Most texts need no encoding, and this check takes a tenth of the time.
  if (plainText.test(text)) return text;
  return encodeURIComponent(text).replace(/[!'()*]/g, encodeReserved);
}

/** Percent-encodes an object name for the path of a URL: like {@link percentEncode}, but `/` is unchanged. */
export function encodeKey(key: string): string {
  if (plainKey.test(key)) return key;
  return percentEncode(key).replaceAll('%2F', '/');
}

const plainText = /^[\w.~-]*$/;
const plainKey = /^[\w.~/-]*$/;

// The characters that encodeURIComponent leaves unchanged, but OSS encodes.
const reserved: Readonly<Record<string, string>> = { '!': '%21', "'": '%27', '(': '%28', ')': '%29', '*': '%2A' };

function encodeReserved(character: string): string {
  return reserved[character] ?? character;
}
