import { spawnSync } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Client } from '../clients/client.ts';
import { installNpmClients, npmClients } from '../clients/npm-clients.ts';
import { ossferry } from '../clients/ossferry.ts';
import { systemClients } from '../clients/system-clients.ts';
import { repositoryRoot } from '../repository.ts';
import type { CellResult } from '../scenarios/outcome.ts';
import { runScenario } from '../scenarios/run-scenario.ts';
import type { Scenario } from '../scenarios/scenario.ts';
import { scenarios } from '../scenarios/scenarios.ts';
import { renderPage } from './render-page.ts';
import type { Column, Table } from './table.ts';

export interface TableCommand {
  /** Selects the rows and the clients whose names contain one of these words; then nothing is written. */
  readonly only: readonly string[] | undefined;
}

/** Programs mostly wait for the network. */
const parallel = 4;

/** Runs every client in every scenario, writes `docs/fault-lab.md`, and returns the exit code. */
export async function runTableCommand({ only }: TableCommand): Promise<number> {
  const clients = select([ossferry, ...systemClients, ...npmClients], only);
  if (clients.some((client) => npmClients.includes(client))) {
    await installNpmClients().catch((error: Error) => console.log(`Skipped: ${error.message}`));
  }
  const columns: Column[] = [];
  for (const client of clients) {
    const version = await client.version();
    if (version === undefined) console.log(`Skipped: ${client.name} is not installed.`);
    else columns.push({ client, version });
  }
  const rows = select(scenarios, only).filter((scenario) => {
    const reason = scenario.skipReason?.();
    if (reason !== undefined) console.log(`Skipped: ${scenario.name}: ${reason}.`);
    return reason === undefined;
  });
  const table = { columns, rows, cells: await runCells(columns, rows) };
  if (only === undefined) await writePage(renderPage(table));
  return checkOssferry(table);
}

async function writePage(page: string): Promise<void> {
  const path = join(repositoryRoot, 'docs/fault-lab.md');
  await writeFile(path, page);
  spawnSync('biome', ['format', '--write', path], { stdio: 'inherit', cwd: repositoryRoot });
}

function select<Item extends { readonly name: string }>(
  items: readonly Item[],
  only: readonly string[] | undefined,
): readonly Item[] {
  const selected = items.filter(({ name }) => only?.some((word) => name.includes(word)));
  return selected.length > 0 ? selected : items;
}

async function runCells(columns: readonly Column[], rows: readonly Scenario[]): Promise<Table['cells']> {
  const cells = new Map<Scenario, Map<Client, CellResult>>(rows.map((row) => [row, new Map()]));
  const queue = rows.flatMap((row) => columns.map(({ client }) => ({ row, client }))).values();
  const worker = async (): Promise<void> => {
    for (const { row, client } of queue) {
      const cell = await runScenario(client, row);
      cells.get(row)?.set(client, cell);
      console.log(describeCell(row, client, cell));
    }
  };
  await Promise.all(Array.from({ length: parallel }, worker));
  return cells;
}

function describeCell(row: Scenario, client: Client, cell: CellResult): string {
  const { outcome, errorCode, requests, seconds, extraBytes } = cell;
  const error = errorCode === undefined ? '' : ` (${errorCode})`;
  const extra = extraBytes === undefined ? '–' : (extraBytes / 1024 ** 2).toFixed(1);
  return `${row.name} · ${client.name}: ${outcome}${error}, ${extra} extra MiB, ${requests} requests, ${seconds.toFixed(1)} s`;
}

/** Ossferry must complete the download in each row, at the latest in the next run. */
function checkOssferry({ rows, cells }: Table): number {
  const failed = rows.filter((row) => {
    const cell = cells.get(row)?.get(ossferry);
    return cell !== undefined && cell.outcome !== 'whole' && cell.outcome !== 'error, then whole';
  });
  for (const { name } of failed) console.error(`FAILED ${name}`);
  return failed.length === 0 ? 0 : 1;
}
