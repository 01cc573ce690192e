import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { openLab } from '../lab.ts';
import { runSchedules } from './run-schedules.ts';
import { describeSchedule } from './schedule.ts';

export interface SchedulesCommand {
  readonly count: number;
  readonly seed: number;
  /** Processes among which the schedules are divided. @default one a core, one for fewer than 100 schedules */
  readonly shards?: number | undefined;
}

/** Runs schedules and prints those that broke a promise; gives the exit code. */
export async function runSchedulesCommand(command: SchedulesCommand): Promise<number> {
  const { count, seed, shards = count < 100 ? 1 : availableParallelism() } = command;
  return shards > 1 ? runShards(count, seed, shards) : runHere(count, seed);
}

/** Several at a time: they mostly wait for clocks. */
const parallel = 6;

async function runHere(count: number, firstSeed: number): Promise<number> {
  const startedAtMs = performance.now();
  const outcomes = new Map<string, number>();
  let broken = 0;
  const unhandled = (cause: unknown): void => {
    broken += 1;
    console.error('UNHANDLED rejection, in one of the schedules that ran at this moment:', cause);
  };
  process.on('unhandledRejection', unhandled);
  const lab = await openLab();
  try {
    await runSchedules({
      lab,
      parallel,
      seeds: Array.from({ length: count }, (_, index) => firstSeed + index),
      onVerdict(schedule, { outcome, code, problems }) {
        const name = code ?? outcome;
        outcomes.set(name, (outcomes.get(name) ?? 0) + 1);
        if (problems.length === 0) return;
        broken += 1;
        console.error(`BROKEN ${describeSchedule(schedule)}\n  ${problems.join('\n  ')}`);
        console.error(`  replay: pnpm fault-lab --schedules 1 --seed ${schedule.seed}`);
      },
    });
  } finally {
    await lab.close();
    process.off('unhandledRejection', unhandled);
  }
  const seconds = ((performance.now() - startedAtMs) / 1000).toFixed(0);
  const sorted = [...outcomes].toSorted(([, a], [, b]) => b - a).map(([name, times]) => `${name} ${times}`);
  console.log(`${count} schedules from seed ${firstSeed} in ${seconds} s, ${broken} broken. ${sorted.join(', ')}`);
  return broken === 0 ? 0 : 1;
}

async function runShards(count: number, seed: number, shards: number): Promise<number> {
  const size = Math.ceil(count / shards);
  const exits = Array.from({ length: shards }, async (_, shard) => {
    const from = seed + shard * size;
    const share = Math.min(size, seed + count - from);
    const words = ['--schedules', String(share), '--seed', String(from), '--shards', '1'];
    const child = spawn(process.execPath, [...process.execArgv, join(import.meta.dirname, '../main.ts'), ...words], {
      stdio: 'inherit',
    });
    const [code] = await once(child, 'exit');
    return code === 0 ? 0 : 1;
  });
  return Math.max(...(await Promise.all(exits)));
}
