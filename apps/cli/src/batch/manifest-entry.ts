import { redactUrl } from '@ossferry/contract';
import type { Pairs } from '../options/collect-pairs.ts';
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
  for (const name of Object.keys(fields)) {
    if (!fieldNames.has(name)) {
      throw manifestError(line, `the field ${JSON.stringify(name.slice(0, 40))} is not known`, fieldAdvice);
    }
  }
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

export function readSource(value: unknown, line: number): string {
  if (typeof value === 'string' && /^(?:[Hh][Tt][Tt][Pp][Ss]?:\/\/[^\s/?#]+\S*|oss:\/\/[^/\s]+\/.+)$/.test(value))
    return value;
  const what = typeof value === 'string' && value !== '' ? JSON.stringify(redactUrl(value).slice(0, 80)) : 'nothing';
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
  if (!isMap || Object.values(headers).some((one) => typeof one !== 'string' || /[\r\n]/.test(one))) {
    throw manifestError(line, 'headers is not a map of texts', 'Write it as {"x-oss-request-payer":"requester"}.');
  }
  return headers as Pairs;
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
  if (typeof value === 'string' && /^\d{1,20}$/.test(value)) return value;
  // A JSON number has lost its last digits already.
  throw manifestError(line, 'crc64 is not a CRC-64', 'Write it as x-oss-hash-crc64ecma has it: decimal, in quotes.');
}

function isAbsent(value: unknown): value is undefined | null | '' {
  return value === undefined || value === null || value === '';
}
