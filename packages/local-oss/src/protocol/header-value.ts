/** Decodes a header value, which Node provides as Latin-1, as UTF-8 if its bytes are valid UTF-8. */
export function decodeHeaderValue(latin1: string): string {
  try {
    return strictUtf8.decode(Buffer.from(latin1, 'latin1')).trim();
  } catch {
    return latin1.trim();
  }
}

/** Encodes UTF-8 as the Latin-1 text that `setHeader` expects. */
export function encodeHeaderValue(value: string): string {
  return Buffer.from(value, 'utf8').toString('latin1');
}

/** Formats a header name as OSS does: `ETag`, `Content-MD5`, `Last-Modified`, but `x-oss-request-id`. */
export function formatHeaderName(name: string): string {
  if (name.startsWith('x-oss-')) return name;
  return specialNames.get(name) ?? name.replace(/(?:^|-)[a-z]/g, (letter) => letter.toUpperCase());
}

const specialNames: ReadonlyMap<string, string> = new Map([
  ['etag', 'ETag'],
  ['content-md5', 'Content-MD5'],
]);

/** Reports whether a value can be sent as a header. */
export function isHeaderValue(value: string): boolean {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: HTTP forbids these; a tab is allowed
  return !/[\u0000-\u0008\u000a-\u001f\u007f]/.test(value);
}

const strictUtf8 = new TextDecoder('utf-8', { fatal: true });
