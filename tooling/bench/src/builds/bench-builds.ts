import { existsSync } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { writeList } from '../batch/write-list.ts';
import { measureProcess, type ProcessCost } from '../download/measure-process.ts';
import { serveObject } from '../download/serve-object.ts';
import { settleMachine } from '../download/settle-machine.ts';
import { inTurns } from '../in-turns.ts';
import { median, medianRatio } from '../median.ts';
import { printTable } from '../print-table.ts';
import type { Scale } from '../scale.ts';

/** A download with the command line, measured in turns with both builds. */
interface Workload {
  readonly title: string;
  readonly objectBytes: number;
  readonly objects: number;
  /** The arguments of the command; `destination` is a new folder. */
  readonly words: (job: { readonly url: string; readonly list: string; readonly destination: string }) => string[];
}

/**
 * Compares the built command line of this checkout with that of another one, in turns: a large object and a batch of small
 * ones. Times differ from hour to hour, so results of separate runs cannot be compared. Throws if a checkout is not built.
 */
export async function benchBuilds({ rounds, sizeBytes, objects }: Scale, otherCheckout: string): Promise<void> {
  // pnpm runs this in the folder of the package.
  const otherFolder = resolve(process.env['INIT_CWD'] ?? '', otherCheckout);
  const programs = [join(import.meta.dirname, '../../../..'), otherFolder].map(commandLineOf);
  const workloads: readonly Workload[] = [
    {
      title: `${sizeBytes / 1024 ** 2} MiB`,
      objectBytes: sizeBytes,
      objects: 1,
      words: ({ url, destination }) => ['get', url, '-o', join(destination, 'object')],
    },
    {
      title: `${objects} objects of 20 KiB`,
      objectBytes: 20 * 1024,
      objects,
      words: ({ list, destination }) => ['get', '--manifest', list, '--directory', destination],
    },
  ];
  for (const workload of workloads) printBuilds(workload, await measureBuilds(workload, programs, rounds));
}

function commandLineOf(checkout: string): string {
  const program = join(checkout, 'apps/cli/dist/main.js');
  if (!existsSync(program)) throw new Error(`${program} does not exist. Run \`pnpm build\` in that checkout.`);
  return program;
}

/** Returns the costs of each program, one per round. */
async function measureBuilds(
  { objectBytes, objects, words }: Workload,
  programs: readonly string[],
  rounds: number,
): Promise<readonly ProcessCost[][]> {
  const served = await serveObject(objectBytes, 'random');
  try {
    const list = await writeList(served, objects);
    const costs: readonly ProcessCost[][] = programs.map(() => []);
    for (const [index, round] of inTurns([0, 1], rounds)) {
      const destination = `${served.destination}-${round}-${index}`;
      await mkdir(destination);
      await settleMachine(`${destination}-settling`, objects * objectBytes);
      const job = { url: `${served.origin}/${served.name}`, list, destination };
      costs[index]?.push(await measureProcess([process.execPath, programs[index] ?? '', ...words(job)]));
      if (objects === 1) await rm(destination, { recursive: true });
    }
    return costs;
  } finally {
    await served.close();
  }
}

function printBuilds({ title }: Workload, [own = [], other = []]: readonly ProcessCost[][]): void {
  const wallSeconds = (costs: readonly ProcessCost[]) => costs.map((cost) => cost.wallSeconds);
  const rows = [own, other].map((costs, index) => [
    index === 0 ? 'this checkout' : 'the other',
    median(wallSeconds(costs)).toFixed(2),
    medianRatio(wallSeconds(costs), wallSeconds(own)).toFixed(2),
    median(costs.map((cost) => cost.cpuSeconds)).toFixed(2),
    (median(costs.map((cost) => cost.peakBytes)) / 1e6).toFixed(0),
  ]);
  const heading = `Builds: ${title} (whole processes, median of ${own.length} rounds)`;
  printTable(heading, ['', 'wall s', 'this = 1', 'CPU s', 'peak MB'], rows);
}
