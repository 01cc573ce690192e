import { readFileSync, readlinkSync } from 'node:fs';
import { hostname } from 'node:os';

/** The process that a lock file names. */
export interface LockOwner {
  readonly pid: number;
  readonly host: string;
  /** When the process began; older locks do not say it. */
  readonly began?: ProcessStart | undefined;
}

interface ProcessStart {
  /** The boot that `at` counts from, where that is known. */
  readonly boot?: string | undefined;
  /** Ticks since `boot`; without one, milliseconds of the wall clock. */
  readonly at: number;
}

/** What our own locks say. */
export function thisOwner(): LockOwner {
  return { pid: process.pid, host: hostname(), began: startOfThis() };
}

/** Gives `undefined` for a text that names nobody. */
export function readOwner(text: string): LockOwner | undefined {
  try {
    const { pid, host, began } = JSON.parse(text) as LockOwner;
    if (!Number.isInteger(pid) || pid <= 0 || typeof host !== 'string') return undefined;
    return { pid, host, began: typeof began?.at === 'number' ? began : undefined };
  } catch {
    return undefined;
  }
}

/** Wall clocks are set now and then, and file systems have clocks of their own. */
const clockToleranceMs = 5_000;

/** Whether the process still lives that wrote a lock, `writtenAtMs` by the clock of its file system. */
export function isAlive({ pid, host, began }: LockOwner, writtenAtMs: number): boolean {
  if (host !== hostname()) return true; // Nobody can tell from here.
  const isOurs = pid === process.pid;
  const running = isOurs ? startOfThis() : startOfOther(pid);
  if (began !== undefined && running !== undefined && (began.boot === undefined) === (running.boot === undefined)) {
    // Who began later only has the number of one that is gone, as in a container that was started again.
    const toleranceMs = began.boot === undefined ? clockToleranceMs : 0;
    return running.boot === began.boot && running.at <= began.at + toleranceMs;
  }
  if (isOurs) return writtenAtMs >= wallStartMs() - clockToleranceMs;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

let ownStart: ProcessStart | undefined;

function startOfThis(): ProcessStart {
  ownStart ??= readStart('self') ?? { at: wallStartMs() };
  return ownStart;
}

const wallStartMs = (): number => Date.now() - process.uptime() * 1000;

/** Gives `undefined` where it cannot be known, and when there is no such process. */
function startOfOther(pid: number): ProcessStart | undefined {
  try {
    // A `/proc` that has other numbers for processes tells nothing.
    return readlinkSync('/proc/self') === String(process.pid) ? readStart(pid) : undefined;
  } catch {
    return undefined;
  }
}

function readStart(pid: number | 'self'): ProcessStart | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
    // The second field is a name in brackets that may hold anything; the start is the 22nd.
    const at = Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19]);
    const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'latin1').trim();
    return Number.isInteger(at) ? { boot, at } : undefined;
  } catch {
    return undefined; // No Linux, or nothing to be seen.
  }
}

/** For messages. */
export function nameOf({ pid, host }: LockOwner): string {
  return pid === process.pid && host === hostname() ? `process ${pid}, this one` : `process ${pid} on ${host}`;
}
