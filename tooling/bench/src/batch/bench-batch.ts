import { execFile } from 'node:child_process';
import { mkdir, readdir, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { measureProcess, type ProcessCost } from '../download/measure-process.ts';
import { type ServedObject, serveObject } from '../download/serve-object.ts';
import { settleMachine } from '../download/settle-machine.ts';
import { inTurns } from '../in-turns.ts';
import { type Pace, startPacedServer } from '../links/start-paced-server.ts';
import { median, medianRatio } from '../median.ts';
import { printTable } from '../print-table.ts';
import type { Scale } from '../scale.ts';
import { judge } from '../target.ts';
import { writeList } from './write-list.ts';

const sizeBytes = 20 * 1024;

interface Job {
  readonly origin: string;
  /** One URL a line. */
  readonly list: string;
  readonly folder: string;
}

const contenders = {
  ossferry: ({ list, folder }: Job) => nodeProgram(commandLine, 'get', '--manifest', list, '--directory', folder),
  'ali-oss, one after the other': ({ origin, list, folder }: Job) => nodeProgram(aliOss, origin, list, folder),
  // With the same guarantee as ossferry: each file is on disk when it is done.
  'ali-oss, synced': ({ origin, list, folder }: Job) => nodeProgram(aliOss, origin, list, folder, 'synced'),
  'aria2c -i -j16': ({ list, folder }: Job) => [
    ...['aria2c', '--quiet', '--no-conf', '--file-allocation=none', '-i', list, '-j16', '--dir', folder],
  ],
};

type Contender = keyof typeof contenders;

const aliOss = join(import.meta.dirname, 'programs', 'download-many-with-ali-oss.mjs');

/** The built command, as users install it. */
const commandLine = join(dirname(fileURLToPath(import.meta.resolve('@ossferry/cli/package.json'))), 'dist', 'main.js');

/** A server in the same region: OSS itself takes longer. */
const region: Pace = { bytesPerSecond: 25e6, latencyMs: 2 };

/**
 * Compares whole processes that download the same list of small objects, and prints the result: from nginx on loopback,
 * which measures the programs alone, and from a server that takes 2 ms per request.
 */
export async function benchBatch({ rounds, objects }: Scale): Promise<void> {
  const served = await serveObject(sizeBytes, 'random');
  try {
    const everybody = Object.keys(contenders) as Contender[];
    await benchServer(served, 'from nginx on loopback', everybody, { rounds, objects });
    const distant = await startPacedServer(region, served);
    const unsynced = everybody.filter((name) => name !== 'ali-oss, synced');
    try {
      const { destination } = served;
      const from = `with ${region.latencyMs} ms per request`;
      await benchServer({ ...distant, destination: `${destination}-distant` }, from, unsynced, { rounds, objects });
    } finally {
      distant.stop();
    }
  } finally {
    await served.close();
  }
}

async function benchServer(
  server: Pick<ServedObject, 'origin' | 'destination'>,
  from: string,
  names: readonly Contender[],
  { rounds, objects }: Pick<Scale, 'rounds' | 'objects'>,
): Promise<void> {
  const job = { origin: server.origin, list: await writeList(server, objects) };
  const costs = new Map<Contender, ProcessCost[]>(names.map((name) => [name, []]));
  for (const [name, round] of inTurns(names, rounds)) {
    const folder = `${server.destination}-${round}-${names.indexOf(name)}`;
    costs.get(name)?.push(await measureBatch(name, { ...job, folder }, objects));
  }
  printBatches(costs, `Batch: ${objects} objects of 20 KiB ${from} (whole processes, median of ${rounds} rounds)`);
}

/** Writes out pending data, which would slow down the next program. */
async function syncFileSystem(folder: string): Promise<void> {
  await promisify(execFile)('sync', ['--file-system', folder]);
}

/**
 * Measures one run, and checks that all files arrived. Files are kept until the end: for minutes, ext4 avoids the inodes of
 * deleted files, which would slow down the next run.
 */
async function measureBatch(name: Contender, job: Job, objects: number): Promise<ProcessCost> {
  await mkdir(job.folder);
  await settleMachine(`${job.folder}-settling`, objects * sizeBytes);
  await syncFileSystem(job.folder);
  const cost = await measureProcess(contenders[name](job));
  const files = await readdir(job.folder);
  const { size } = await stat(join(job.folder, files.at(-1) ?? ''));
  if (files.length !== objects || size !== sizeBytes) throw new Error(`${name} downloaded ${files.length} files.`);
  return cost;
}

function printBatches(costs: ReadonlyMap<Contender, readonly ProcessCost[]>, title: string): void {
  const wallSeconds = (name: Contender) => (costs.get(name) ?? []).map((cost) => cost.wallSeconds);
  const speed = (than: Contender) => medianRatio(wallSeconds(than), wallSeconds('ossferry'));
  const targets: Partial<Record<Contender, string>> = {
    'ali-oss, one after the other': judge(speed('ali-oss, one after the other'), { atLeast: 3 }),
    'aria2c -i -j16': judge(speed('aria2c -i -j16'), { atLeast: 1 }),
  };
  const rows = [...costs].map(([name, measured]) => [
    name === 'ossferry' ? 'ossferry (verified, synced)' : name,
    median(wallSeconds(name)).toFixed(2),
    speed(name).toFixed(2),
    median(measured.map((cost) => cost.cpuSeconds)).toFixed(2),
    (median(measured.map((cost) => cost.peakBytes)) / 1e6).toFixed(0),
    targets[name] ?? '',
  ]);
  printTable(title, ['', 'wall s', 'ossferry = 1', 'CPU s', 'peak MB', 'target'], rows);
}

function nodeProgram(program: string, ...args: string[]): readonly string[] {
  return [process.execPath, program, ...args];
}
