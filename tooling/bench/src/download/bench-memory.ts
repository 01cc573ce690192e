import { statfs } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { printTable } from '../print-table.ts';
import type { Scale } from '../scale.ts';
import { judge } from '../target.ts';
import { measureDownload } from './bench-download.ts';
import type { ProcessCost } from './measure-process.ts';
import { serveObject } from './serve-object.ts';

/** Measures the peak memory of a download and of one ten times as large, which must not need more. */
export async function benchMemory({ sizeBytes }: Scale): Promise<void> {
  const neededBytes = sizeBytes * 11;
  if ((await freeBytes()) < neededBytes) {
    console.log(`\nMemory: skipped: ${tmpdir()} has less than ${(neededBytes / 1e9).toFixed(0)} GB free.`);
  } else {
    printMemory(sizeBytes, await measureSize(sizeBytes), await measureSize(sizeBytes * 10));
  }
}

async function freeBytes(): Promise<number> {
  const { bavail, bsize } = await statfs(tmpdir());
  return bavail * bsize;
}

async function measureSize(sizeBytes: number): Promise<ProcessCost> {
  // Sparse at the server, so that only the downloaded copy uses disk space.
  const object = await serveObject(sizeBytes, 'sparse');
  try {
    return await measureDownload('ossferry', object);
  } finally {
    await object.close();
  }
}

function printMemory(sizeBytes: number, once: ProcessCost, tenfold: ProcessCost): void {
  const row = (bytes: number, cost: ProcessCost, target: string) => [
    `${bytes / 1024 ** 2} MiB`,
    cost.wallSeconds.toFixed(2),
    cost.cpuSeconds.toFixed(2),
    (cost.peakBytes / 1e6).toFixed(0),
    (cost.peakBytes / once.peakBytes).toFixed(2),
    target,
  ];
  printTable(
    'Download: memory and size (ossferry, verified, one run each)',
    ['', 'wall s', 'CPU s', 'peak MB', 'growth', 'target'],
    [
      row(sizeBytes, once, ''),
      row(sizeBytes * 10, tenfold, judge(tenfold.peakBytes / once.peakBytes, { atMost: 1.1 })),
    ],
  );
}
