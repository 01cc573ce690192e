import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { download } from '@ossferry/downloader-node';
import { serveObject } from '../download/serve-object.ts';
import { inTurns } from '../in-turns.ts';
import { median, medianRatio } from '../median.ts';
import { printTable } from '../print-table.ts';
import type { Scale } from '../scale.ts';
import { judge } from '../target.ts';

const sizeBytes = 10 * 1024;
const downloadsPerTurn = 300;

/** Downloads `url` to a new file. */
type Way = (url: string, path: string) => Promise<unknown>;

const ways = {
  ossferry: (url, path) => download(url, path),
  'fetch + writeFile': (url, path) => fetchToFile(url, path, false),
  'fetch + writeFile, synced': (url, path) => fetchToFile(url, path, true),
} satisfies Record<string, Way>;

type WayName = keyof typeof ways;

/** Compares the time of one small download within a process, and prints the result. */
export async function benchSmall({ rounds }: Scale): Promise<void> {
  const served = await serveObject(sizeBytes, 'random');
  try {
    const url = `${served.origin}/${served.name}`;
    if (existsSync('/dev/shm')) await benchFolder(url, '/dev/shm', 'in memory', rounds);
    await benchFolder(url, tmpdir(), `in ${tmpdir()}`, rounds);
  } finally {
    await served.close();
  }
}

async function benchFolder(url: string, parent: string, where: string, rounds: number): Promise<void> {
  const names = Object.keys(ways) as WayName[];
  const times = new Map<WayName, number[]>(names.map((name) => [name, []]));
  // The first round warms up.
  for (const [name, round] of inTurns(names, rounds + 1)) {
    const folder = await mkdtemp(join(parent, 'ossferry-bench-'));
    const startedAt = performance.now();
    for (let index = 0; index < downloadsPerTurn; index += 1) await ways[name](url, join(folder, String(index)));
    const microseconds = ((performance.now() - startedAt) / downloadsPerTurn) * 1000;
    if (round > 0) times.get(name)?.push(microseconds);
    await rm(folder, { recursive: true });
  }
  const ratio = (than: WayName) => medianRatio(times.get('ossferry') ?? [], times.get(than) ?? []);
  const rows = names.map((name) => [
    name === 'ossferry' ? 'ossferry (verified, synced)' : name,
    median(times.get(name) ?? []).toFixed(0),
    ratio(name).toFixed(2),
    where === 'in memory' && name === 'fetch + writeFile' ? judge(ratio(name), { atMost: 1.3 }) : '',
  ]);
  printTable(`Small: 10 KiB, ${where} (median of ${rounds} rounds)`, ['', 'µs', 'ossferry ÷ this', 'target'], rows);
}

async function fetchToFile(url: string, path: string, flush: boolean): Promise<void> {
  const response = await fetch(url);
  await writeFile(path, Buffer.from(await response.arrayBuffer()), { flag: 'wx', flush });
}
