import { readFileSync, readlinkSync } from 'node:fs';
import { isIP } from 'node:net';
import { hostname } from 'node:os';
import { hasCode } from '../has-code.ts';

/** The process that holds a lock. */
export interface LockOwner {
  readonly pid: number;
  readonly host: string;
  /** When the process started; absent in older locks. */
  readonly began?: ProcessStart | undefined;
}

interface ProcessStart {
  /** ID of the boot, if known. */
  readonly boot?: string | undefined;
  /** Ticks since `boot`; if `boot` is unknown, Unix time in milliseconds. */
  readonly at: number;
}

export function thisOwner(): LockOwner {
  return { pid: process.pid, host: hostname(), began: startOfThis() };
}

/** Returns `undefined` if the text does not name an owner. */
export function readOwner(text: string): LockOwner | undefined {
  try {
    const { pid, host, began } = JSON.parse(text) as LockOwner;
    if (!Number.isInteger(pid) || pid <= 0 || typeof host !== 'string') return undefined;
    return { pid, host, began: typeof began?.at === 'number' ? began : undefined };
  } catch {
    return undefined;
  }
}

/** Wall clocks get adjusted, and file systems have their own clocks. */
const clockToleranceMs = 5_000;

/** Whether the owner of a lock is still running. The lock was written at `writtenAtMs`, by its file system's clock. */
export function isAlive({ pid, host, began }: LockOwner, writtenAtMs: number): boolean {
  if (!isSameHost(host, hostname())) return true; // Processes of other hosts cannot be checked.
  const isOurs = pid === process.pid;
  const running = isOurs ? startOfThis() : startOfOther(pid);
  if (began !== undefined && running !== undefined && (began.boot === undefined) === (running.boot === undefined)) {
    // A process that started later only has the same ID, as in a restarted container.
    const toleranceMs = began.boot === undefined ? clockToleranceMs : 0;
    return running.boot === began.boot && running.at <= began.at + toleranceMs;
  }
  if (isOurs) return writtenAtMs >= wallStartMs() - clockToleranceMs;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return hasCode(error, 'EPERM');
  }
}

/**
 * Whether two host names are those of one machine. On macOS, the domain changes with the network, for example from
 * `mac.local` to `mac.fritz.box`: after a crash, the laptop would never take over its own lock.
 */
export function isSameHost(one: string, other: string, platform: NodeJS.Platform = process.platform): boolean {
  if (platform !== 'darwin' || isIP(one) || isIP(other)) return one === other;
  const [name, otherName] = [one, other].map((host) => host.split('.', 1)[0]?.toLowerCase());
  return name === otherName;
}

let ownStart: ProcessStart | undefined;

function startOfThis(): ProcessStart {
  ownStart ??= readStart('self') ?? { at: wallStartMs() };
  return ownStart;
}

const wallStartMs = (): number => Date.now() - process.uptime() * 1000;

/** Returns `undefined` if it is unknown, or there is no such process. */
function startOfOther(pid: number): ProcessStart | undefined {
  try {
    // A `/proc` of another PID namespace is useless.
    return readlinkSync('/proc/self') === String(process.pid) ? readStart(pid) : undefined;
  } catch {
    return undefined;
  }
}

function readStart(pid: number | 'self'): ProcessStart | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
    // The second field is a name in parentheses that may contain anything. The start time is field 22.
    const at = Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19]);
    const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'latin1').trim();
    return Number.isInteger(at) ? { boot, at } : undefined;
  } catch {
    return undefined; // Not Linux, or not accessible.
  }
}

/** Describes the owner in messages. */
export function nameOf({ pid, host }: LockOwner): string {
  return pid === process.pid && isSameHost(host, hostname()) ? `this process, ${pid}` : `process ${pid} on ${host}`;
}
