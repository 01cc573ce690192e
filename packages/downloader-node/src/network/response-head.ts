/** The head of an answer in HTTP/1. */
export interface ResponseHead {
  readonly status: number;
  /** By lower-case name; values of a repeated header are joined with `, `. */
  readonly headers: ReadonlyMap<string, string>;
  /** Whether the connection can carry another answer behind this one. */
  readonly keepsConnection: boolean;
}

/** The most that the head of an answer may take. */
export const maxHeadBytes: number = 64 * 1024;

/** How every answer begins that can be read here. */
const beginning = Buffer.from('HTTP/1.');

/** Whether these bytes begin an answer, or may do so once more of them have come. */
export function mayBeHttp(bytes: Buffer): boolean {
  const length = Math.min(bytes.length, beginning.length);
  return bytes.compare(beginning, 0, length, 0, length) === 0;
}

/**
 * Gives the length of the head in bytes, with the empty line that ends it; `undefined` while that has not come. Lines may
 * end without a carriage return: old programs write them so, and every client takes them.
 */
export function findHeadEnd(bytes: Buffer): number | undefined {
  const at = bytes.indexOf('\n\r\n');
  const bareAt = (at < 0 ? bytes : bytes.subarray(0, at + 1)).indexOf('\n\n');
  if (bareAt >= 0) return bareAt + 2;
  return at < 0 ? undefined : at + 3;
}

/**
 * Reads the head of an answer; `null` when it is anything but well-formed. Strict on purpose: whoever gets `null` has a
 * parser read it that knows all of HTTP.
 */
export function parseResponseHead(head: string): ResponseHead | null {
  const [statusLine = '', ...lines] = head.replace(/\r?\n\r?\n$/, '').split(/\r?\n/);
  const [, minorVersion, status] = /^HTTP\/1\.([01]) (\d{3})(?: |$)/.exec(statusLine) ?? [];
  if (status === undefined) return null;
  const headers = new Map<string, string>();
  let key: string | undefined;
  for (const line of lines) {
    if (/^[ \t]/.test(line) && key !== undefined) {
      headers.set(key, `${headers.get(key)} ${withoutBlanks(line)}`);
      continue;
    }
    const [, name, value] = /^([!#$%&'*+.^_`|~\w-]+):(.*)$/.exec(line) ?? [];
    if (name === undefined || value === undefined) return null;
    key = name.toLowerCase();
    headers.set(key, join(key, headers.get(key), withoutBlanks(value)));
  }
  const keepsConnection = minorVersion === '1' && !/\bclose\b/i.test(headers.get('connection') ?? '');
  return { status: Number(status), headers, keepsConnection };
}

function join(key: string, before: string | undefined, value: string): string {
  // The same length twice is still one length.
  if (before === undefined || (key === 'content-length' && before === value)) return value;
  return `${before}, ${value}`;
}

// Not by a pattern: those for the end take a square of the time on a value with many blanks in it.
function withoutBlanks(value: string): string {
  let start = 0;
  let end = value.length;
  while (start < end && isBlank(value.charCodeAt(start))) start += 1;
  while (start < end && isBlank(value.charCodeAt(end - 1))) end -= 1;
  return value.slice(start, end);
}

function isBlank(character: number): boolean {
  return character === 0x20 || character === 0x09;
}
