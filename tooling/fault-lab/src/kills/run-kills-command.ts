import { openLab } from '../lab.ts';
import { seededRandom } from '../seeded-random.ts';
import { type KillCost, runKills } from './run-kills.ts';

export interface KillsCommand {
  readonly count: number;
  readonly seed: number;
}

const mib = 1024 * 1024;

/** What a stream may have read but not yet made durable: one piece in memory, and one being synced. */
const limitBytes = 2 * mib;

/** Runs the kills, prints the bytes that were lost, and returns the exit code. */
export async function runKillsCommand({ count, seed }: KillsCommand): Promise<number> {
  if (process.platform !== 'linux') {
    console.log('Skipped: the kills need Linux, because they read its TCP socket tables.');
    return 0;
  }
  const lab = await openLab();
  const costs: KillCost[] = [];
  try {
    const files = await runKills({ lab, count, random: seededRandom(seed), onKill: (cost) => costs.push(cost) });
    return report(costs, count, files);
  } finally {
    await lab.close();
  }
}

function report(costs: readonly KillCost[], count: number, files: number): number {
  const perStream = costs.map(({ lostBytes, streams }) => lostBytes / streams).toSorted((a, b) => a - b);
  const worst = perStream.at(-1) ?? 0;
  const median = perStream[Math.floor(perStream.length / 2)] ?? 0;
  const lost = costs.reduce((sum, { lostBytes }) => sum + lostBytes, 0);
  console.log(`${count} kills, ${files} complete files.`);
  console.log(
    `Downloaded again per kill and stream: median ${inMib(median)} MiB, maximum ${inMib(worst)} MiB (limit: ${inMib(limitBytes)} MiB).`,
  );
  console.log(`Downloaded again per kill: ${inMib(lost / Math.max(1, count))} MiB on average.`);
  return worst <= limitBytes ? 0 : 1;
}

function inMib(bytes: number): string {
  return (bytes / mib).toFixed(2);
}
