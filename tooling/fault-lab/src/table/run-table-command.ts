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
  /** Only the rows and the clients whose name has one of these words; nothing is written then. */
  readonly only: readonly string[] | undefined;
}

/** Cells at a time: the programs mostly wait. */
const parallel = 4;

/** Runs every client through every scenario and writes `docs/fault-lab.md`; gives the exit code. */
export async function runTableCommand({ only }: TableCommand): Promise<number> {
  const clients = chosen([ossferry, ...systemClients, ...npmClients], only);
  if (clients.some((client) => npmClients.includes(client))) {
    await installNpmClients().catch((error: Error) => console.log(`Left out: ${error.message}`));
  }
  const columns: Column[] = [];
  for (const client of clients) {
    const version = await client.version();
    if (version === undefined) console.log(`Left out: ${client.name} is not installed.`);
    else columns.push({ client, version });
  }
  const rows = chosen(scenarios, only).filter((scenario) => {
    const missing = scenario.missing?.();
    if (missing !== undefined) console.log(`Left out: ${scenario.name}: ${missing}.`);
    return missing === undefined;
  });
  const table = { columns, rows, cells: await runCells(columns, rows) };
  if (only === undefined) await writePage(renderPage(table));
  return judge(table);
}

async function writePage(page: string): Promise<void> {
  const path = join(repositoryRoot, 'docs/fault-lab.md');
  await writeFile(path, page);
  spawnSync('biome', ['format', '--write', path], { stdio: 'inherit', cwd: repositoryRoot });
}

function chosen<Item extends { readonly name: string }>(
  items: readonly Item[],
  only: readonly string[] | undefined,
): readonly Item[] {
  const picked = items.filter(({ name }) => only?.some((word) => name.includes(word)));
  return picked.length > 0 ? picked : items;
}

async function runCells(columns: readonly Column[], rows: readonly Scenario[]): Promise<Table['cells']> {
  const cells = new Map<Scenario, Map<Client, CellResult>>(rows.map((row) => [row, new Map()]));
  const queue = rows.flatMap((row) => columns.map(({ client }) => ({ row, client }))).values();
  const work = async (): Promise<void> => {
    for (const { row, client } of queue) {
      const cell = await runScenario(client, row);
      cells.get(row)?.set(client, cell);
      console.log(describeCell(row, client, cell));
    }
  };
  await Promise.all(Array.from({ length: parallel }, work));
  return cells;
}

function describeCell(row: Scenario, client: Client, cell: CellResult): string {
  const { outcome, errorCode, requests, seconds, twiceBytes } = cell;
  const error = errorCode === undefined ? '' : ` (${errorCode})`;
  const twice = twiceBytes === undefined ? '–' : (twiceBytes / 1024 ** 2).toFixed(1);
  return `${row.name} · ${client.name}: ${outcome}${error}, ${twice} MiB twice, ${requests} requests, ${seconds.toFixed(1)} s`;
}

/** Ours has to come out whole, or to say what is wrong and lose nothing. */
function judge({ rows, cells }: Table): number {
  const broken = rows.filter((row) => {
    const cell = cells.get(row)?.get(ossferry);
    return cell !== undefined && cell.outcome !== 'whole' && cell.outcome !== 'error, then whole';
  });
  for (const { name } of broken) console.error(`BROKEN ${name}`);
  return broken.length === 0 ? 0 : 1;
}
