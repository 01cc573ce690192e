import { type Outcome, topics } from './program/check.ts';

/** A runtime, and what was seen of it; `outcomes` is absent when it is not on this machine. */
export interface TableEntry {
  readonly name: string;
  readonly outcomes?: readonly Outcome[] | undefined;
}

const start = '<!-- Made by `pnpm runtimes --write`. -->';
const end = '<!-- End of what is made. -->';

/** Writes the support table into a page. The rows of runtimes that were not seen stay as they are. */
export function writeTable(page: string, entries: readonly TableEntry[]): string {
  const { before, table, after } = splitPage(page);
  const known = new Map(table.split('\n').map((line) => [cellsOf(line)[0] ?? '', cellsOf(line)]));
  const rows = entries.flatMap(({ name, outcomes }) => {
    const row = outcomes === undefined ? known.get(name) : [name, ...topics.map((topic) => cellFor(topic, outcomes))];
    return row === undefined ? [] : [row];
  });
  return `${before}${start}\n\n${formatTable([['runtime', ...topics], ...rows])}\n\n${end}${after}`;
}

function cellFor(topic: Outcome['topic'], outcomes: readonly Outcome[]): string {
  const asked = outcomes.filter((outcome) => outcome.topic === topic);
  const failed = asked.filter(({ failure }) => failure !== undefined);
  if (failed.length > 0) return `✘ ${failed.length} of ${asked.length}`;
  return topic === 'download' ? `✔ ${asked.map(({ name }) => name).join(', ')}` : `✔ ${asked.length}`;
}

function splitPage(page: string): { before: string; table: string; after: string } {
  const [from, to] = [page.indexOf(start), page.indexOf(end)];
  if (from < 0 || to < from) throw new Error(`The page has no place for the table, between ${start} and ${end}.`);
  return {
    before: page.slice(0, from),
    table: page.slice(from + start.length, to).trim(),
    after: page.slice(to + end.length),
  };
}

function cellsOf(line: string): string[] {
  return line
    .split('|')
    .slice(1, -1)
    .map((cell) => cell.trim());
}

/** Writes a table as the formatter has it: every column as wide as its widest cell. */
function formatTable(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const lines = rows.map(
    (row) => `| ${widths.map((width, column) => (row[column] ?? '').padEnd(width)).join(' | ')} |`,
  );
  const rule = `| ${widths.map((width) => '-'.repeat(width)).join(' | ')} |`;
  return [lines[0], rule, ...lines.slice(1)].join('\n');
}
