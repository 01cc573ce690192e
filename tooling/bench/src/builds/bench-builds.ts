import { mkdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { missingTools } from '../download/contenders.ts';
import { gnuTime, measureProcess, type ProcessCost } from '../download/measure-process.ts';
import { serveObject } from '../download/serve-object.ts';
import { settleMachine } from '../download/settle-machine.ts';
import { median, medianRatio } from '../median.ts';
import { printTable } from '../print-table.ts';
import type { Scale } from '../scale.ts';

const smallBytes = 20 * 1024;

/**
 * Compares the built command line of this checkout with that of another one, in turns: a large object and a batch of small
 * ones. Times differ from hour to hour, so results of separate runs cannot be compared.
 */
export async function benchBuilds({ rounds, sizeBytes, objects }: Scale, otherCheckout: string): Promise<void> {
  const missing = missingTools([gnuTime, 'nginx']);
  if (missing.length > 0) {
    console.log(`\nBuilds: skipped: missing ${missing.join(', ')}.`);
    return;
  }
  // pnpm runs this in the folder of the package.
  const otherFolder = resolve(process.env['INIT_CWD'] ?? '', otherCheckout);
  const checkouts = [join(import.meta.dirname, '../../../..'), otherFolder] as const;
  await compare(`${sizeBytes / 1024 ** 2} MiB`, sizeBytes, sizeBytes, ({ url, destination }) => [
    ...['get', url, '-o', join(destination, 'object')],
  ]);
  await compare(`${objects} objects of 20 KiB`, smallBytes, objects * smallBytes, ({ list, destination }) => [
    ...['get', '--manifest', list, '--directory', destination],
  ]);

  async function compare(
    title: string,
    objectBytes: number,
    totalBytes: number,
    argsFor: (job: { readonly url: string; readonly list: string; readonly destination: string }) => readonly string[],
  ): Promise<void> {
    const served = await serveObject(objectBytes, 'random');
    try {
      const list = join(dirname(served.destination), 'list.txt');
      const urls = Array.from({ length: objects }, (_, index) => `${served.origin}/many/${index}.bin\n`);
      await writeFile(list, urls.join(''));
      const costs: readonly ProcessCost[][] = checkouts.map(() => []);
      for (let round = 0; round < rounds; round += 1) {
        for (const index of round % 2 === 0 ? [0, 1] : [1, 0]) {
          const destination = `${served.destination}-${round}-${index}`;
          await mkdir(destination);
          await settleMachine(`${destination}-settling`, totalBytes);
          const job = { url: `${served.origin}/${served.name}`, list, destination };
          const program = join(checkouts[index] ?? '', 'apps/cli/dist/main.js');
          costs[index]?.push(await measureProcess([process.execPath, program, ...argsFor(job)]));
          if (objectBytes === totalBytes) await rm(destination, { recursive: true });
        }
      }
      printBuilds(`Builds: ${title} (whole processes, median of ${rounds} rounds)`, costs);
    } finally {
      await served.close();
    }
  }
}

function printBuilds(title: string, [own = [], other = []]: readonly ProcessCost[][]): void {
  const wallSeconds = (costs: readonly ProcessCost[]) => costs.map((cost) => cost.wallSeconds);
  const rows = [own, other].map((costs, index) => [
    index === 0 ? 'this checkout' : 'the other',
    median(wallSeconds(costs)).toFixed(2),
    medianRatio(wallSeconds(costs), wallSeconds(own)).toFixed(2),
    median(costs.map((cost) => cost.cpuSeconds)).toFixed(2),
    (median(costs.map((cost) => cost.peakBytes)) / 1e6).toFixed(0),
  ]);
  printTable(title, ['', 'wall s', 'this = 1', 'CPU s', 'peak MB'], rows);
}
