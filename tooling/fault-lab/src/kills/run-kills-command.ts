import { openLab } from '../lab.ts';
import { seededRandom } from '../seeded-random.ts';
import { type KillCost, runKills } from './run-kills.ts';

export interface KillsCommand {
  readonly count: number;
  readonly seed: number;
}

const mib = 1024 * 1024;

/** What a stream may have read and not yet brought to the disk for good: one piece gathered, one being synced. */
const limitBytes = 2 * mib;

/** Kills as often as asked, prints what it cost, and gives the exit code. */
export async function runKillsCommand({ count, seed }: KillsCommand): Promise<number> {
  if (process.platform !== 'linux') {
    console.log('Kills: left out. What a killed program had read is counted with the socket tables of Linux.');
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
  const middle = perStream[Math.floor(perStream.length / 2)] ?? 0;
  const lost = costs.reduce((sum, { lostBytes }) => sum + lostBytes, 0);
  console.log(`${count} kills, ${files} files whole in the end.`);
  console.log(
    `Fetched again per kill and stream: ${inMib(middle)} MiB in the middle, ${inMib(worst)} at most (limit: ${inMib(limitBytes)}).`,
  );
  console.log(`Fetched again per kill: ${inMib(lost / Math.max(1, count))} MiB on average.`);
  return worst <= limitBytes ? 0 : 1;
}

function inMib(bytes: number): string {
  return (bytes / mib).toFixed(2);
}
