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
  /** The number of processes. @default one per core, or one for fewer than 100 schedules */
  readonly shards?: number | undefined;
}

/** Runs schedules, prints those that violate an invariant, and returns the exit code. */
export async function runSchedulesCommand(command: SchedulesCommand): Promise<number> {
  const { count, seed, shards = count < 100 ? 1 : availableParallelism() } = command;
  return shards > 1 ? runShards(count, seed, shards) : runHere(count, seed);
}

/** Schedules mostly wait for timeouts. */
const parallel = 6;

async function runHere(count: number, firstSeed: number): Promise<number> {
  const startedAtMs = performance.now();
  const outcomes = new Map<string, number>();
  let failures = 0;
  const unhandled = (cause: unknown): void => {
    if (isBugOfFetch(cause)) return;
    failures += 1;
    console.error('UNHANDLED ERROR in one of the running schedules:', cause);
  };
  process.on('unhandledRejection', unhandled).on('uncaughtException', unhandled);
  const lab = await openLab();
  try {
    await runSchedules({
      lab,
      parallel,
      seeds: Array.from({ length: count }, (_, index) => firstSeed + index),
      onResult(schedule, { outcome, code, violations }) {
        const name = code ?? outcome;
        outcomes.set(name, (outcomes.get(name) ?? 0) + 1);
        if (violations.length === 0) return;
        failures += 1;
        console.error(`FAILED ${describeSchedule(schedule)}\n  ${violations.join('\n  ')}`);
        console.error(`  reproduce: pnpm fault-lab --schedules 1 --seed ${schedule.seed}`);
      },
    });
  } finally {
    await lab.close();
    process.off('unhandledRejection', unhandled).off('uncaughtException', unhandled);
  }
  const seconds = ((performance.now() - startedAtMs) / 1000).toFixed(0);
  const sorted = [...outcomes].toSorted(([, a], [, b]) => b - a).map(([name, total]) => `${name} ${total}`);
  console.log(`${count} schedules from seed ${firstSeed} in ${seconds} s, ${failures} failed. ${sorted.join(', ')}`);
  return failures === 0 ? 0 : 1;
}

/**
 * Node's fetch throws where nobody can catch it if a connection ends while its reader is slow. The request goes on.
 * @see https://github.com/nodejs/undici/issues/5360
 */
function isBugOfFetch(cause: unknown): boolean {
  return (
    cause instanceof Error && /assert\(!this\.paused\)/.test(cause.message) && /\bundici\b/.test(cause.stack ?? '')
  );
}

async function runShards(count: number, seed: number, shards: number): Promise<number> {
  const size = Math.ceil(count / shards);
  const exitCodes = Array.from({ length: shards }, async (_, shard) => {
    const firstSeed = seed + shard * size;
    const shardCount = Math.min(size, seed + count - firstSeed);
    const args = ['--schedules', String(shardCount), '--seed', String(firstSeed), '--shards', '1'];
    const child = spawn(process.execPath, [...process.execArgv, join(import.meta.dirname, '../main.ts'), ...args], {
      stdio: 'inherit',
    });
    const [code] = await once(child, 'exit');
    return code === 0 ? 0 : 1;
  });
  return Math.max(...(await Promise.all(exitCodes)));
}
