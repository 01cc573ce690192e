import { redactUrl } from '@ossferry/contract';
import type { Pairs } from '../options/collect-pairs.ts';
import { partialHeaderIn } from '../partial-headers.ts';
import { usageError } from '../usage-error.ts';

/** One object of a manifest, checked by itself. */
export interface ManifestEntry {
  /** Where it stands in the manifest; 1 for the first line. */
  readonly line: number;
  /** `oss://bucket/key`, or an http or https URL. */
  readonly source: string;
  /** As the manifest has it; absent when the object's own name is to do. */
  readonly destination?: string | undefined;
  readonly headers?: Pairs | undefined;
  readonly versionId?: string | undefined;
  readonly sizeBytes?: number | undefined;
  /** In decimal. */
  readonly crc64?: string | undefined;
  readonly id?: string | undefined;
}

/** Checks the fields of one object, as JSON or CSV give them. Unknown fields are refused: they may be misspelt. */
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

/** Refuses names of fields that no entry has. */
export function checkFieldNames(names: readonly string[], line: number): void {
  const unknown = names.find((name) => !fieldNames.has(name));
  if (unknown === undefined) return;
  throw manifestError(line, `the field ${JSON.stringify(unknown.slice(0, 40))} is not known`, fieldAdvice);
}

/** Makes the error for a line of a manifest that cannot be used. */
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

/** Checks what is to be downloaded: an object by OSS's rules for names, or a URL that can be sent. */
export function readSource(value: unknown, line: number): string {
  const text = typeof value === 'string' ? value : '';
  const [, bucket, key] = /^oss:\/\/([^/\s]+)\/(.+)$/s.exec(text) ?? [];
  if (bucket === undefined || key === undefined) return readUrl(text, line);
  if (!/^[a-z0-9][a-z0-9-]{1,61}[a-z0-9]$/.test(bucket)) {
    const what = `${JSON.stringify(bucket.slice(0, 80))} is no bucket name`;
    throw manifestError(
      line,
      what,
      'It has 3 to 63 characters, a-z, 0-9 and "-", and neither starts nor ends with "-".',
    );
  }
  // No key of so few characters has too many bytes.
  if (key.length * 3 <= maxKeyBytes || Buffer.byteLength(key) <= maxKeyBytes) return text;
  throw manifestError(line, 'the name of the object has more than 1024 bytes', 'OSS has no such object.');
}

const maxKeyBytes = 1024;

function readUrl(text: string, line: number): string {
  if (/^https?:\/\/[^\s/?#]\S*$/i.test(text) && URL.canParse(text)) return text;
  const what = text === '' ? 'nothing' : JSON.stringify(redactUrl(text).slice(0, 80));
  throw manifestError(line, `${what} stands where the object should`, 'Give oss://bucket/key or a whole URL.');
}

function readText(value: unknown, name: string, line: number): string | undefined {
  if (isAbsent(value)) return undefined;
  if (typeof value === 'string') return value;
  throw manifestError(line, `${name} is not a text`, 'Put it in quotes.');
}

function readHeaders(value: unknown, line: number): Pairs | undefined {
  if (isAbsent(value)) return undefined;
  const headers: unknown = typeof value === 'string' ? parseJson(value) : value;
  const isMap = typeof headers === 'object' && headers !== null && !Array.isArray(headers);
  if (!isMap || Object.values(headers).some((one) => typeof one !== 'string' || !/^[\t\x20-\x7e]*$/.test(one))) {
    throw manifestError(
      line,
      'headers is not a map of texts in visible ASCII',
      'Write it as {"x-oss-request-payer":"requester"}.',
    );
  }
  return checkHeaders(headers as Pairs, line);
}

/** Refuses headers that HTTP cannot carry, and those that ask for less than the object. */
export function checkHeaders(headers: Pairs, line: number): Pairs {
  const malformed = Object.keys(headers).find((name) => !/^[!#$%&'*+.^_`|~\w-]+$/.test(name));
  if (malformed !== undefined) {
    const what = `the header name ${JSON.stringify(malformed.slice(0, 40))} is none`;
    throw manifestError(line, what, 'A name has letters, digits and hyphens.');
  }
  const partial = partialHeaderIn(headers);
  if (partial === undefined) return headers;
  const what = `the header ${partial} lets OSS answer with less than the object`;
  throw manifestError(line, what, 'Leave it out, and sign without it.');
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
  throw manifestError(line, 'sizeBytes is not a number of bytes', 'Write digits only.');
}

function readCrc64(value: unknown, line: number): string | undefined {
  if (isAbsent(value)) return undefined;
  if (typeof value === 'string' && /^\d{1,20}$/.test(value) && BigInt(value) < 2n ** 64n) return value;
  // A JSON number has lost its last digits already.
  throw manifestError(line, 'crc64 is not a CRC-64', 'Write it as x-oss-hash-crc64ecma has it: decimal, in quotes.');
}

function isAbsent(value: unknown): value is undefined | null | '' {
  return value === undefined || value === null || value === '';
}
