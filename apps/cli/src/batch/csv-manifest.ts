import { Readable } from 'node:stream';
import { CsvError, parse } from 'csv-parse';
import { checkFieldNames, type ManifestEntry, manifestError, readEntry } from './manifest-entry.ts';
import { readCheckedLines } from './read-whole-lines.ts';

/** Reads CSV (RFC 4180) whose first row names the fields; `headers` is a JSON object in a cell. */
export async function* readCsvManifest(input: Readable): AsyncGenerator<ManifestEntry> {
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
      yield readEntry(record, info.lines);
    }
  } catch (error) {
    throw error instanceof CsvError ? malformed(error) : error;
  } finally {
    text.destroy();
  }
}

// Where a quote is missing, all lines up to the next one are one row.
const maxRowLength = 1024 * 1024;

interface CsvRow {
  readonly record: Readonly<Record<string, string>>;
  readonly info: { readonly lines: number };
}

/** Without names the first object would be taken for them, and be left out. */
function readNames(cells: readonly string[]): string[] {
  const names = cells.map((cell) => cell.trim());
  if (!names.includes('source') && !names.includes('url')) {
    throw manifestError(1, 'it does not name the fields of a CSV', 'Begin with a row of names: source,destination');
  }
  checkFieldNames(names, 1);
  return names;
}

function malformed(error: CsvError): Error {
  const { code, lines = 1, record, columns } = error as CsvError & Partial<CsvPlace>;
  if (code === 'CSV_RECORD_INCONSISTENT_COLUMNS' && record !== undefined && columns !== undefined) {
    const what = `it has ${record.length} ${record.length === 1 ? 'cell' : 'cells'}, ${columns.length} expected`;
    return manifestError(
      lines,
      what,
      'Give each row as many cells as the first one; leave those without a value empty.',
    );
  }
  if (code === 'CSV_MAX_RECORD_SIZE') {
    return manifestError(lines, 'its row is longer than 1 MiB', 'Look for a quote that is opened and not closed.');
  }
  return manifestError(lines, `it is not well-formed CSV (${code})`, 'Quote cells that hold commas or quotes.');
}

/** What the parser adds to its errors. */
interface CsvPlace {
  readonly lines: number;
  readonly record: readonly string[];
  readonly columns: readonly unknown[];
}
