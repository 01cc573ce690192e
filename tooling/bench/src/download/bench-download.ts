import { rm, stat } from 'node:fs/promises';
import { inTurns } from '../in-turns.ts';
import { median, medianRatio } from '../median.ts';
import { missingTools } from '../missing-tools.ts';
import { printTable } from '../print-table.ts';
import type { Scale } from '../scale.ts';
import { judge } from '../target.ts';
import { type DownloadContender, downloadContenders } from './contenders.ts';
import { measureProcess, type ProcessCost } from './measure-process.ts';
import { type ServedObject, serveObject } from './serve-object.ts';
import { settleMachine } from './settle-machine.ts';

/** Compares whole processes that download the same object, and prints the result. */
export async function benchDownload({ rounds, sizeBytes }: Scale): Promise<void> {
  const hasAria2 = missingTools(['aria2c']).length === 0;
  if (!hasAria2) console.log('\nDownload: aria2c skipped, because it is not installed.');
  const names = (Object.keys(downloadContenders) as DownloadContender[]).filter(
    (name) => name !== 'aria2c -x8' || hasAria2,
  );
  const object = await serveObject(sizeBytes, 'random');
  try {
    const costs = new Map<DownloadContender, ProcessCost[]>(names.map((name) => [name, []]));
    for (const [name] of inTurns(names, rounds)) {
      await settleMachine(object.destination, sizeBytes);
      costs.get(name)?.push(await measureDownload(name, object));
    }
    printDownloads(costs, rounds, sizeBytes);
  } finally {
    await object.close();
  }
}

/** Measures one download, and checks that it is complete. */
export async function measureDownload(name: DownloadContender, object: ServedObject): Promise<ProcessCost> {
  const cost = await measureProcess(downloadContenders[name](object));
  const { size } = await stat(object.destination);
  if (size !== object.sizeBytes) throw new Error(`${name} downloaded ${size} of ${object.sizeBytes} bytes.`);
  await rm(object.destination);
  return cost;
}

// The targets are for 1 GiB: a small download ends before the threads have started.
const targetSizeBytes = 1024 ** 3;

function printDownloads(
  costs: ReadonlyMap<DownloadContender, readonly ProcessCost[]>,
  rounds: number,
  sizeBytes: number,
): void {
  const wallSeconds = (name: DownloadContender) => (costs.get(name) ?? []).map((cost) => cost.wallSeconds);
  const cpuSeconds = (name: DownloadContender) => (costs.get(name) ?? []).map((cost) => cost.cpuSeconds);
  const isTargetSize = sizeBytes >= targetSizeBytes;
  const targets: Partial<Record<DownloadContender, (ratio: number) => string>> = {
    'curl -o': (ratio) => `wall ${judge(ratio, { atMost: 1 })}`,
    'aria2c -x8': (ratio) => `wall ${judge(ratio, { atMost: 1 })}`,
    'ali-oss': () => `CPU ${judge(medianRatio(cpuSeconds('ossferry'), cpuSeconds('ali-oss')), { atMost: 0.9 })}`,
  };
  const rows = [...costs].map(([name, measured]) => {
    const ratio = medianRatio(wallSeconds('ossferry'), wallSeconds(name));
    const peakMegabytes = median(measured.map((cost) => cost.peakBytes)) / 1e6;
    const target = isTargetSize ? targets[name]?.(ratio) : undefined;
    return [
      name === 'ossferry' ? 'ossferry (verified, synced)' : name,
      median(wallSeconds(name)).toFixed(2),
      ratio.toFixed(2),
      median(cpuSeconds(name)).toFixed(2),
      peakMegabytes.toFixed(0),
      name === 'ossferry' ? `MB ${judge(peakMegabytes, { atMost: 200 })}` : (target ?? ''),
    ];
  });
  const title = `Download: the whole process (${sizeBytes / 1024 ** 2} MiB, median of ${rounds} rounds)`;
  printTable(title, ['', 'wall s', 'ossferry ÷ this', 'CPU s', 'peak MB', 'target'], rows);
}
