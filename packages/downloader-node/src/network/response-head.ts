/** The head of an HTTP/1.1 answer. */
export interface ResponseHead {
  readonly status: number;
  /** By lower-case name; values of a repeated header are joined with `, `. */
  readonly headers: ReadonlyMap<string, string>;
}

/** The most that the head of an answer may take. */
export const maxHeadBytes: number = 64 * 1024;

/** Gives the length of the head in bytes, with the empty line that ends it; `undefined` while that has not come. */
export function findHeadEnd(bytes: Buffer): number | undefined {
  const at = bytes.indexOf('\r\n\r\n');
  return at < 0 ? undefined : at + 4;
}

/**
 * Reads the head of an answer; `null` when it is anything but well-formed HTTP/1.1. Strict on purpose: whoever gets
 * `null` asks again with a client that knows all of HTTP.
 */
export function parseResponseHead(head: string): ResponseHead | null {
  const [statusLine = '', ...lines] = head.slice(0, -4).split('\r\n');
  const status = /^HTTP\/1\.1 (\d{3})(?: |$)/.exec(statusLine)?.[1];
  if (status === undefined) return null;
  const headers = new Map<string, string>();
  for (const line of lines) {
    const [, name, padded] = /^([!#$%&'*+.^_`|~\w-]+):[ \t]*(.*)$/.exec(line) ?? [];
    if (name === undefined || padded === undefined) return null;
    // Not lazily in the pattern above: that takes a square of the time on a value with many spaces in it.
    const value = padded.replace(/(?<![ \t])[ \t]+$/, '');
    const key = name.toLowerCase();
    const before = headers.get(key);
    headers.set(key, before === undefined ? value : `${before}, ${value}`);
  }
  return { status: Number(status), headers };
}
