/** The head of an HTTP/1 response. */
export interface ResponseHead {
  readonly status: number;
  /** By lower-case name; values of a repeated header are joined with `, `. */
  readonly headers: ReadonlyMap<string, string>;
  /** Whether the connection can be reused after this response. */
  readonly keepsConnection: boolean;
}

/** The maximum size of a response head. */
export const maxHeadBytes: number = 64 * 1024;

const prefix = Buffer.from('HTTP/1.');

/** Whether these bytes are the start of an HTTP/1 response, as far as they go. */
export function mayBeHttp(bytes: Buffer): boolean {
  const length = Math.min(bytes.length, prefix.length);
  return bytes.compare(prefix, 0, length, 0, length) === 0;
}

/**
 * Returns the length of the head in bytes, including the empty line at its end; `undefined` if that has not arrived.
 * Like every client, accepts lines that end without a carriage return.
 */
export function findHeadEnd(bytes: Buffer): number | undefined {
  const at = bytes.indexOf('\n\r\n');
  const bareAt = (at < 0 ? bytes : bytes.subarray(0, at + 1)).indexOf('\n\n');
  if (bareAt >= 0) return bareAt + 2;
  return at < 0 ? undefined : at + 3;
}

/** Parses a response head. Returns `null` if it is not well-formed: then Node's complete parser reads the response. */
export function parseResponseHead(head: string): ResponseHead | null {
  const [statusLine = '', ...lines] = head.split('\n');
  const [, minorVersion, status] = /^HTTP\/1\.([01]) (\d{3})(?: .*)?\r?$/.exec(statusLine) ?? [];
  if (status === undefined) return null;
  const headers = new Map<string, string>();
  let key: string | undefined;
  for (const ended of lines) {
    const line = ended.endsWith('\r') ? ended.slice(0, -1) : ended;
    if (line === '') break; // The end of the head.
    if (line.includes('\r')) return null;
    if (isBlank(line.charCodeAt(0)) && key !== undefined) {
      headers.set(key, trimBlanks(`${headers.get(key)} ${trimBlanks(line)}`)); // Its first line may be empty.
      continue;
    }
    const colon = line.indexOf(':');
    const name = line.slice(0, Math.max(0, colon));
    if (!/^[!#$%&'*+.^_`|~\w-]+$/.test(name)) return null;
    key = name.toLowerCase();
    headers.set(key, join(key, headers.get(key), trimBlanks(line.slice(colon + 1))));
  }
  const keepsConnection = minorVersion === '1' && !/\bclose\b/i.test(headers.get('connection') ?? '');
  return { status: Number(status), headers, keepsConnection };
}

function join(key: string, before: string | undefined, value: string): string {
  // A repeated Content-Length with the same value is valid.
  if (before === undefined || (key === 'content-length' && before === value)) return value;
  return `${before}, ${value}`;
}

// Not a regular expression: trimming the end with one takes quadratic time for a value with many blanks.
function trimBlanks(value: string): string {
  let start = 0;
  let end = value.length;
  while (start < end && isBlank(value.charCodeAt(start))) start += 1;
  while (start < end && isBlank(value.charCodeAt(end - 1))) end -= 1;
  return value.slice(start, end);
}

function isBlank(character: number): boolean {
  return character === 0x20 || character === 0x09;
}
