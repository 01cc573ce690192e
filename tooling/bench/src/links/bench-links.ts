import { rm, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { measureProcess } from '../download/measure-process.ts';
import { type ServedObject, serveObject } from '../download/serve-object.ts';
import { settleMachine } from '../download/settle-machine.ts';
import { inTurns } from '../in-turns.ts';
import { median, medianRatio } from '../median.ts';
import { printTable } from '../print-table.ts';
import type { Scale } from '../scale.ts';
import { judge } from '../target.ts';
import { type Pace, startPacedServer } from './start-paced-server.ts';

interface Link extends Pace {
  readonly name: string;
  /** Maximum wall time, relative to aria2. */
  readonly atMost: number;
}

const links: readonly Link[] = [
  { name: '25 MB/s a connection', bytesPerSecond: 25e6, latencyMs: 0, atMost: 0.9 },
  { name: '16 MB/s a connection, 50 ms a request', bytesPerSecond: 16e6, latencyMs: 50, atMost: 1 },
];

const contenders = {
  ossferry: (url: string, destination: string) => [
    process.execPath,
    join(import.meta.dirname, '..', 'download', 'programs', 'download-with-ossferry.mjs'),
    url,
    destination,
  ],
  'aria2c -x16': (url: string, destination: string) => [
    ...['aria2c', '--quiet', '--no-conf', '-x16', '-s16', '--file-allocation=falloc'],
    ...['--dir', dirname(destination), '--out', basename(destination), url],
  ],
};

type Contender = keyof typeof contenders;

/** Compares whole processes over connections of limited rate, and prints the result. */
export async function benchLinks({ rounds, sizeBytes }: Scale): Promise<void> {
  const object = await serveObject(sizeBytes, 'random');
  try {
    for (const link of links) await benchLink(link, object, rounds);
  } finally {
    await object.close();
  }
}

async function benchLink(link: Link, object: ServedObject, rounds: number): Promise<void> {
  const server = await startPacedServer(link, object);
  const names = Object.keys(contenders) as Contender[];
  const seconds = new Map<Contender, number[]>(names.map((name) => [name, []]));
  try {
    for (const [name] of inTurns(names, rounds)) {
      await settleMachine(object.destination, object.sizeBytes);
      const { wallSeconds } = await measureProcess(
        contenders[name](`${server.origin}/${object.name}`, object.destination),
      );
      const { size } = await stat(object.destination);
      if (size !== object.sizeBytes) throw new Error(`${name} downloaded ${size} of ${object.sizeBytes} bytes.`);
      await rm(object.destination);
      seconds.get(name)?.push(wallSeconds);
    }
  } finally {
    server.stop();
  }
  const ratio = medianRatio(seconds.get('ossferry') ?? [], seconds.get('aria2c -x16') ?? []);
  const rows = names.map((name) => [
    name,
    median(seconds.get(name) ?? []).toFixed(2),
    name === 'ossferry' ? '1.00' : ratio.toFixed(2),
    name === 'ossferry' ? '' : judge(ratio, { atMost: link.atMost }),
  ]);
  const title = `Links: ${link.name} (${object.sizeBytes / 1024 ** 2} MiB, median of ${rounds} rounds)`;
  printTable(title, ['', 'wall s', 'ossferry ÷ this', 'target'], rows);
}
