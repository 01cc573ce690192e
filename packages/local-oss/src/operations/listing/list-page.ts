/** The parameters of a page. */
export interface PageRequest {
  readonly prefix: string;
  /** If empty, keys are not grouped. */
  readonly delimiter: string;
  /** The key or common prefix after which the page begins. */
  readonly after: string;
  /** The maximum number of keys and common prefixes together. */
  readonly limit: number;
}

/** One page of a listing. */
export interface Page {
  readonly keys: readonly string[];
  readonly commonPrefixes: readonly string[];
  /** The `after` of the next page; `undefined` on the last page. */
  readonly next: string | undefined;
}

/** Returns a page of sorted keys. Keys with the same text up to the delimiter are grouped as one common prefix. */
export function listPage(sortedKeys: readonly string[], { prefix, delimiter, after, limit }: PageRequest): Page {
  const keys: string[] = [];
  const commonPrefixes: string[] = [];
  let last = after;
  for (const key of sortedKeys) {
    if (!key.startsWith(prefix)) continue;
    const end = delimiter === '' ? -1 : key.indexOf(delimiter, prefix.length);
    const entry = end === -1 ? key : key.slice(0, end + delimiter.length);
    if (after !== '' && compareBytes(entry, after) <= 0) continue;
    if (entry === commonPrefixes.at(-1)) continue;
    if (keys.length + commonPrefixes.length === limit) return { keys, commonPrefixes, next: last };
    (end === -1 ? keys : commonPrefixes).push(entry);
    last = entry;
  }
  return { keys, commonPrefixes, next: undefined };
}

function compareBytes(left: string, right: string): number {
  return Buffer.compare(Buffer.from(left, 'utf8'), Buffer.from(right, 'utf8'));
}
