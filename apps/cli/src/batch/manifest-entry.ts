import { redactUrl } from '@ossferry/contract';
import { maxUrlLength } from '../max-url-length.ts';
import type { Pairs } from '../options/collect-pairs.ts';
import { partialHeaderIn } from '../partial-headers.ts';
import { usageError } from '../usage-error.ts';

/** A validated manifest entry. */
export interface ManifestEntry {
  /** The line in the manifest, from 1. */
  readonly line: number;
  /** `oss://bucket/key`, or an http or https URL. */
  readonly source: string;
  /** As written in the manifest; the default is the object's own name. */
  readonly destination?: string | undefined;
  readonly headers?: Pairs | undefined;
  readonly versionId?: string | undefined;
  readonly sizeBytes?: number | undefined;
  /** In decimal. */
  readonly crc64?: string | undefined;
  readonly id?: string | undefined;
}

/**
 * The entries of a manifest in the groups that arrived together: a promise per entry would take longer than reading it.
 * Each group is iterated once, before the next; the first invalid line throws.
 */
export type ManifestEntries = AsyncIterable<Iterable<ManifestEntry>>;

/** Validates the fields of an entry from JSON or CSV. Unknown fields are refused, because they may be misspelled. */
export function readEntry(fields: Readonly<Record<string, unknown>>, line: number): ManifestEntry {
  checkFieldNames(Object.keys(fields), line);
  const { url, source = url, destination, headers, versionId, sizeBytes, crc64, id } = fields;
  return {
    line,
    source: readSource(source, line),
    destination: readText(destination, 'destination', line),
    headers: readHeaders(headers, line),
    versionId: readText(versionId, 'versionId', line),
    sizeBytes: readSize(sizeBytes, line),
    crc64: readCrc64(crc64, line),
    id: readText(typeof id === 'number' ? String(id) : id, 'id', line),
  };
}

/** Refuses unknown field names. */
export function checkFieldNames(names: readonly string[], line: number): void {
  const unknown = names.find((name) => !fieldNames.has(name));
  if (unknown === undefined) return;
  throw manifestError(line, `unknown field ${JSON.stringify(unknown.slice(0, 40))}`, fieldAdvice);
}

/** Creates the error for an invalid line of a manifest. */
export function manifestError(line: number, what: string, advice: string): Error {
  return usageError('InvalidManifest', `Line ${line} of the manifest: ${what}.`, advice);
}

export const fieldNames: ReadonlySet<string> = new Set([
  'url',
  'source',
  'destination',
  'headers',
  'versionId',
  'sizeBytes',
  'crc64',
  'id',
]);

const fieldAdvice = `The fields are ${[...fieldNames].join(', ')}.`;

/** Validates a source: an object by OSS's naming rules, or a URL. */
export function readSource(value: unknown, line: number): string {
  const text = typeof value === 'string' ? value : '';
  const [, bucket, key] = /^oss:\/\/([^/\s]+)\/(.+)$/s.exec(text) ?? [];
  if (bucket === undefined || key === undefined) return readUrl(text, line);
  if (!/^[a-z0-9][a-z0-9-]{1,61}[a-z0-9]$/.test(bucket)) {
    const what = `${JSON.stringify(bucket.slice(0, 80))} is not a valid bucket name`;
    throw manifestError(
      line,
      what,
      'It must have 3 to 63 characters (a-z, 0-9, "-") and must not start or end with "-".',
    );
  }
  // A UTF-16 unit takes at most 3 bytes in UTF-8.
  if (key.length * 3 <= maxKeyBytes || Buffer.byteLength(key) <= maxKeyBytes) return text;
  throw manifestError(line, 'the key is longer than 1024 bytes', 'OSS does not allow such keys.');
}

const maxKeyBytes = 1024;

function readUrl(text: string, line: number): string {
  if (text.length > maxUrlLength) {
    throw manifestError(line, `the URL has more than ${maxUrlLength} characters`, 'Check for a missing line break.');
  }
  if (/^https?:\/\/[^\s/?#]\S*$/i.test(text) && URL.canParse(text)) return text;
  const what =
    text === '' ? 'the object is missing' : `${JSON.stringify(redactUrl(text).slice(0, 80))} is not an object`;
  throw manifestError(line, what, 'Use oss://bucket/key or a complete URL.');
}

function readText(value: unknown, name: string, line: number): string | undefined {
  if (isAbsent(value)) return undefined;
  if (typeof value === 'string') return value;
  throw manifestError(line, `${name} is not a string`, 'Put it in quotes.');
}

function readHeaders(value: unknown, line: number): Pairs | undefined {
  if (isAbsent(value)) return undefined;
  const headers: unknown = typeof value === 'string' ? parseJson(value) : value;
  const isMap = typeof headers === 'object' && headers !== null && !Array.isArray(headers);
  if (!isMap || Object.values(headers).some((one) => typeof one !== 'string' || !/^[\t\x20-\x7e]*$/.test(one))) {
    throw manifestError(
      line,
      'headers is not an object of ASCII strings',
      'Write it as {"x-oss-request-payer":"requester"}.',
    );
  }
  return checkHeaders(headers as Pairs, line);
}

/** Refuses invalid header names, and headers that conflict with those of a download. */
export function checkHeaders(headers: Pairs, line: number): Pairs {
  const malformed = Object.keys(headers).find((name) => !/^[!#$%&'*+.^_`|~\w-]+$/.test(name));
  if (malformed !== undefined) {
    const what = `the header name ${JSON.stringify(malformed.slice(0, 40))} is not valid`;
    throw manifestError(line, what, 'Use letters, digits and hyphens.');
  }
  const partial = partialHeaderIn(headers);
  if (partial === undefined) return headers;
  const what = `the header ${partial} conflicts with the ranges and conditions of a download`;
  throw manifestError(line, what, 'Remove it, and sign without it.');
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function readSize(value: unknown, line: number): number | undefined {
  if (isAbsent(value)) return undefined;
  const size = typeof value === 'string' && /^\d+$/.test(value) ? Number(value) : value;
  if (typeof size === 'number' && Number.isSafeInteger(size) && size >= 0) return size;
  throw manifestError(line, 'sizeBytes is not a number of bytes', 'Use only digits.');
}

function readCrc64(value: unknown, line: number): string | undefined {
  if (isAbsent(value)) return undefined;
  if (typeof value === 'string' && /^\d{1,20}$/.test(value) && BigInt(value) < 2n ** 64n) return value;
  // A JSON number would lose its last digits.
  throw manifestError(line, 'crc64 is not a CRC-64', 'Write it as in x-oss-hash-crc64ecma: decimal, in quotes.');
}

function isAbsent(value: unknown): value is undefined | null | '' {
  return value === undefined || value === null || value === '';
}
