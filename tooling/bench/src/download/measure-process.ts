import { spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';

/** The cost of a process from start to exit. */
export interface ProcessCost {
  readonly wallSeconds: number;
  /** User and system time of all threads. */
  readonly cpuSeconds: number;
  readonly peakBytes: number;
}

/** Runs a command under GNU time. Throws its error output if it fails. */
export async function measureProcess(command: readonly string[]): Promise<ProcessCost> {
  const child = spawn(gnuTime, ['--format', '%U %S %M', ...command], { stdio: ['ignore', 'ignore', 'pipe'] });
  const startedAt = performance.now();
  const [said, status] = await Promise.all([
    text(child.stderr),
    new Promise<number | null>((resolve, reject) => child.once('error', reject).once('exit', resolve)),
  ]);
  // GNU time reports only hundredths of a second.
  const wallSeconds = (performance.now() - startedAt) / 1000;
  if (status !== 0) throw new Error(`${command[0]} failed:\n${said}`);
  const [user = 0, system = 0, kilobytes = 0] = (said.trim().split('\n').at(-1) ?? '').split(' ').map(Number);
  return { wallSeconds, cpuSeconds: user + system, peakBytes: kilobytes * 1024 };
}

/** GNU time, not the shell built-in. */
export const gnuTime = '/usr/bin/time';
