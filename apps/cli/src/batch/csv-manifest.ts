import { Readable } from 'node:stream';
import { CsvError, parse } from 'csv-parse';
import { checkFieldNames, type ManifestEntries, manifestError, readEntry } from './manifest-entry.ts';
import { readCheckedLines } from './read-whole-lines.ts';

/** Parses CSV (RFC 4180) whose first row names the fields; a `headers` cell is a JSON object. */
export async function* readCsvManifest(input: Readable): ManifestEntries {
  const parser = parse({
    columns: readNames,
    info: true,
    bom: true,
    skip_empty_lines: true,
    max_record_size: maxRowLength,
  });
  const text = Readable.from(readCheckedLines(input));
  text.once('error', (error) => parser.destroy(error));
  try {
    for await (const { record, info } of text.pipe(parser) as AsyncIterable<CsvRow>) {
      yield [readEntry(record, info.lines)];
    }
  } catch (error) {
    throw error instanceof CsvError ? malformed(error) : error;
  } finally {
    text.destroy();
  }
}

// With a missing quote, a row extends to the next quote.
const maxRowLength = 1024 * 1024;

interface CsvRow {
  readonly record: Readonly<Record<string, string>>;
  readonly info: { readonly lines: number };
}

/** Checks the header row; without one, the first object would be skipped. */
function readNames(cells: readonly string[]): string[] {
  const names = cells.map((cell) => cell.trim());
  if (!names.includes('source') && !names.includes('url')) {
    throw manifestError(1, 'the CSV has no header row', 'Start with a header row: source,destination');
  }
  checkFieldNames(names, 1);
  return names;
}

function malformed(error: CsvError): Error {
  const { code, lines = 1, record, columns } = error as CsvError & Partial<CsvPlace>;
  if (code === 'CSV_RECORD_INCONSISTENT_COLUMNS' && record !== undefined && columns !== undefined) {
    const what = `it has ${record.length} ${record.length === 1 ? 'cell' : 'cells'} instead of ${columns.length}`;
    return manifestError(lines, what, 'All rows need as many cells as the first one; cells may be empty.');
  }
  if (code === 'CSV_MAX_RECORD_SIZE') {
    return manifestError(lines, 'the row is longer than 1 MiB', 'Check for an unclosed quote.');
  }
  return manifestError(lines, `invalid CSV (${code})`, 'Quote cells that contain commas or quotes.');
}

/** Fields that the parser adds to its errors. */
interface CsvPlace {
  readonly lines: number;
  readonly record: readonly string[];
  readonly columns: readonly unknown[];
}
