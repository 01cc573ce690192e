import { type Outcome, topics } from './program/check.ts';

/** A runtime and its outcomes, if it ran. */
export interface TableEntry {
  readonly name: string;
  readonly outcomes?: readonly Outcome[] | undefined;
}

const start = '<!-- Made by `pnpm runtimes --write`. -->';
const end = '<!-- End of the generated table. -->';

/** Writes the support table into a page. The rows of runtimes that did not run are unchanged. */
export function writeTable(page: string, entries: readonly TableEntry[]): string {
  const { before, table, after } = splitPage(page);
  const previousRows = new Map(table.split('\n').map((line) => [cellsOf(line)[0] ?? '', cellsOf(line)]));
  const rows = entries.flatMap(({ name, outcomes }) => {
    const row =
      outcomes === undefined ? previousRows.get(name) : [name, ...topics.map((topic) => cellFor(topic, outcomes))];
    return row === undefined ? [] : [row];
  });
  return `${before}${start}\n\n${formatTable([['runtime', ...topics], ...rows])}\n\n${end}${after}`;
}

function cellFor(topic: Outcome['topic'], outcomes: readonly Outcome[]): string {
  const checks = outcomes.filter((outcome) => outcome.topic === topic);
  const failed = checks.filter(({ failure }) => failure !== undefined);
  if (failed.length > 0) return `✘ ${failed.length} of ${checks.length}`;
  return topic === 'download' ? `✔ ${checks.map(({ name }) => name).join(', ')}` : `✔ ${checks.length}`;
}

function splitPage(page: string): { before: string; table: string; after: string } {
  const [from, to] = [page.indexOf(start), page.indexOf(end)];
  if (from < 0 || to < from) throw new Error(`The page has no table between ${start} and ${end}.`);
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

/** Formats a table like the formatter: each column is as wide as its widest cell. */
function formatTable(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const lines = rows.map(
    (row) => `| ${widths.map((width, column) => (row[column] ?? '').padEnd(width)).join(' | ')} |`,
  );
  const rule = `| ${widths.map((width) => '-'.repeat(width)).join(' | ')} |`;
  return [lines[0], rule, ...lines.slice(1)].join('\n');
}
