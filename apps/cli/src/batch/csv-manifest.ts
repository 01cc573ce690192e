import type { Readable } from 'node:stream';
import { CsvError, parse } from 'csv-parse';
import { type ManifestEntry, manifestError, readEntry } from './manifest-entry.ts';

/** Reads CSV (RFC 4180) whose first row names the fields; `headers` is a JSON object in a cell. */
export async function* readCsvManifest(input: Readable): AsyncGenerator<ManifestEntry> {
  const parser = parse({ columns: true, info: true, bom: true, skip_empty_lines: true });
  input.once('error', (error) => parser.destroy(error));
  try {
    for await (const { record, info } of input.pipe(parser) as AsyncIterable<CsvRow>) {
      yield readEntry(record, info.lines);
    }
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const line = (error as unknown as { lines?: number }).lines ?? 1;
    throw manifestError(line, `it is not well-formed CSV (${error.code})`, 'Quote cells that hold commas or quotes.');
  }
}

interface CsvRow {
  readonly record: Readonly<Record<string, string>>;
  readonly info: { readonly lines: number };
}
