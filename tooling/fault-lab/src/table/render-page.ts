import type { CellResult, Outcome } from '../scenarios/outcome.ts';
import type { Scenario } from '../scenarios/scenario.ts';
import { killsSection, schedulesSection } from './page-sections.ts';
import type { Column, Table } from './table.ts';

/** Renders the page with the results of a table. */
export function renderPage(table: Table): string {
  const { columns, rows, cells } = table;
  const names = columns.map(({ client, version }) => `${client.name} ${version.replace(' (this checkout)', '')}`);
  const cellOf = (row: Scenario, column: Column) => cells.get(row)?.get(column.client);
  const outcomes = rows.map((row) => [row.name, ...columns.map((column) => renderOutcome(cellOf(row, column)))]);
  const costs = rows.map((row) => [row.name, ...columns.map((column) => renderCost(cellOf(row, column)))]);
  return `${[
    introduction,
    schedulesSection,
    killsSection,
    comparison,
    renderTable(['', ...names], outcomes),
    '### Summary',
    renderTable(
      sumHead,
      columns.map((column) =>
        renderSum(
          column,
          rows.flatMap((row) => cellOf(row, column) ?? []),
        ),
      ),
    ),
    costsText,
    renderTable(['', ...names], costs),
    '### Options of each program',
    columns.map(({ client, version }) => `- **${client.name}** ${version}: ${client.options}`).join('\n'),
  ].join('\n\n')}\n`;
}

const introduction = `# The fault lab

The fault lab (\`tooling/fault-lab\`) tests downloads under many kinds of faults and reports the results. The server is
\`@ossferry/local-oss\`, which injects the faults.

\`\`\`sh
pnpm fault-lab --schedules 2000          # random schedules of faults against the engine
pnpm fault-lab --schedules 1 --seed 77   # one of them again
pnpm fault-lab --kills 200               # kill -9 of the command line tool, at random moments
pnpm fault-lab --table                   # the same faults with other tools; writes this page
pnpm fault-lab --table --only ossferry   # only the column of ossferry; writes nothing
\`\`\`

\`pnpm test\` runs some of the schedules. CI runs more of all three.`;

const comparison = `## Compared with other tools

\`pnpm fault-lab --table\` generates this table. Every program downloads an object of 24 MiB (with two versions) from its own server on
loopback, through a URL presigned for GET; \`ali-oss\` uses credentials instead. Each row is one fault. If the first run does not
download the object, the fault is removed and the same command runs again, with the existing files and a new URL.

| mark              | meaning                                                                                            |
| ----------------- | -------------------------------------------------------------------------------------------------- |
| whole             | the program succeeded, and the file equals one version of the object, byte for byte; after a kill or a signal, in the next run |
| error, then whole | the first run failed with an error; the next run, without the fault, downloaded the object         |
| error, stuck      | the first run failed with an error, and the next run failed too                                    |
| **WRONG FILE**    | the program reported success (exit code 0), but the file differs from the object                   |
| **hang**          | the program did not exit within 75 s                                                               |
| **crash**         | the program ended with an uncaught exception                                                       |
| °                 | after the failed first run, an incomplete file existed under the final name                        |

For \`ossferry\`, an error has a documented code, shown in parentheses.`;

const costsText = `### Cost

Each cell shows the MiB that the server sent beyond the object's size / requests / seconds, for both runs together. Not all of the sent
data is received: a reset, a kill or an abort discards the data in the connection's buffers. Four cells run at a time, so the seconds
only show whether a program used a timeout or hung. The timeouts are those of the options below. By default, \`ossferry\` waits 30 s for
the headers and 20 s between bytes.`;

const marks: Readonly<Record<Outcome, string>> = {
  whole: 'whole',
  'error, then whole': 'error, then whole',
  'error, stuck': 'error, stuck',
  'wrong file': '**WRONG FILE**',
  hang: '**hang**',
  crash: '**crash**',
};

function renderOutcome(cell: CellResult | undefined): string {
  if (cell === undefined) return '–';
  const code = cell.errorCode === undefined || cell.outcome === 'whole' ? '' : ` (\`${cell.errorCode}\`)`;
  return `${marks[cell.outcome]}${cell.leftPartialFile ? ' °' : ''}${code}`;
}

function renderCost(cell: CellResult | undefined): string {
  if (cell === undefined) return '–';
  return `${inMib(cell.extraBytes)} / ${cell.requests} / ${cell.seconds.toFixed(0)}`;
}

const sumHead = ['', 'whole', 'error, then whole', 'stuck', 'wrong file', 'hang', 'crash', 'extra MiB', 'requests'];

function renderSum({ client }: Column, cells: readonly CellResult[]): string[] {
  const count = (outcome: Outcome) => String(cells.filter((cell) => cell.outcome === outcome).length);
  return [
    client.name,
    ...(Object.keys(marks) as Outcome[]).map(count),
    inMib(cells.reduce((sum, { extraBytes = 0 }) => sum + extraBytes, 0)),
    String(cells.reduce((sum, { requests }) => sum + requests, 0)),
  ];
}

function inMib(bytes: number | undefined): string {
  return bytes === undefined ? '–' : (bytes / 1024 ** 2).toFixed(1);
}

function renderTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const lines = [head, head.map(() => '---'), ...rows];
  return lines.map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}
