import type { Client } from '../clients/client.ts';
import type { CellResult } from '../scenarios/outcome.ts';
import type { Scenario } from '../scenarios/scenario.ts';

export interface Column {
  readonly client: Client;
  readonly version: string;
}

/** The results of all clients in all scenarios. */
export interface Table {
  readonly columns: readonly Column[];
  readonly rows: readonly Scenario[];
  readonly cells: ReadonlyMap<Scenario, ReadonlyMap<Client, CellResult>>;
}
