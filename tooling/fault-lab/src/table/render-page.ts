import type { CellResult, Outcome } from '../scenarios/outcome.ts';
import type { Scenario } from '../scenarios/scenario.ts';
import { killsSection, schedulesSection } from './page-sections.ts';
import type { Column, Table } from './table.ts';

/** Writes the page with what a run of the table came to. */
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
    '### In sum',
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
    '### The options of each',
    columns.map(({ client, version }) => `- **${client.name}** ${version}: ${client.options}`).join('\n'),
  ].join('\n\n')}\n`;
}

const introduction = `# The fault lab

Downloads under everything that can go wrong with them, and what comes out. The lab is \`tooling/fault-lab\`; \`@ossferry/local-oss\`
is the service that fails on command.

\`\`\`sh
pnpm fault-lab --schedules 2000          # random schedules of faults against the engine
pnpm fault-lab --schedules 1 --seed 77   # one of them again
pnpm fault-lab --kills 200               # kill -9 of the command line tool, at random moments
pnpm fault-lab --table                   # the same faults over other tools; writes this page
pnpm fault-lab --table --only ossferry   # our column alone; writes nothing
\`\`\`

\`pnpm test\` runs a slice of the schedules, and CI longer slices of all three.`;

const comparison = `## Compared with other tools

\`pnpm fault-lab --table\` wrote this table. Every program downloads 24 MiB (two versions of it exist) from a service of its own on
loopback, through a URL that was presigned for GET; \`ali-oss\` has credentials in its place. Each row is one fault. When the first
run has not brought the object, the fault is lifted and the same command runs again: on what is there, with a fresh URL.

| mark              | what it means                                                                                      |
| ----------------- | -------------------------------------------------------------------------------------------------- |
| whole             | the object, byte for byte (one version of it), and the program said so; after a kill or a signal, in the next run |
| error, then whole | the first run failed and said so; the next one, without the fault, brought the object               |
| error, stuck      | so it did, and the next run failed too                                                             |
| **WRONG FILE**    | the program said that all is well (exit code 0), and the file is not the object                    |
| **hang**          | no end after 75 s                                                                                  |
| **crash**         | an exception that nobody caught                                                                    |
| °                 | after the failed first run, a part of the object stood there under the name of the whole           |

For \`ossferry\`, "error" is one with a code that its documentation names, given in brackets.`;

const costsText = `### What it cost

MiB that the service sent beyond the object's size / requests / seconds, of both runs together. What was sent is not always
received: a reset, a kill or an abort throws away what is in the buffers of the connection. Four cells run at a time, so that the
seconds are only good for telling a clock from a hang. The clocks are those of the options below; \`ossferry\` waits 30 s for the
headers and 20 s between bytes by default.`;

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
  return `${marks[cell.outcome]}${cell.leftPart ? ' °' : ''}${code}`;
}

function renderCost(cell: CellResult | undefined): string {
  if (cell === undefined) return '–';
  return `${inMib(cell.twiceBytes)} / ${cell.requests} / ${cell.seconds.toFixed(0)}`;
}

const sumHead = ['', 'whole', 'error, then whole', 'stuck', 'wrong file', 'hang', 'crash', 'MiB twice', 'requests'];

function renderSum({ client }: Column, cells: readonly CellResult[]): string[] {
  const count = (outcome: Outcome) => String(cells.filter((cell) => cell.outcome === outcome).length);
  return [
    client.name,
    ...(['whole', 'error, then whole', 'error, stuck', 'wrong file', 'hang', 'crash'] as const).map(count),
    inMib(cells.reduce((sum, { twiceBytes = 0 }) => sum + twiceBytes, 0)),
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
