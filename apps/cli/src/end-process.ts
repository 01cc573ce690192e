import { existsSync } from 'node:fs';

/**
 * Ends the process with an exit code. Unlike `process.exit`, it does not wait for threads of Node's pool: one that
 * opens a pipe without a writer, or queries an unresponsive name server, may block forever.
 */
export function endProcess(exitCode: number): never {
  if (process.getActiveResourcesInfo().some((name) => poolWork.test(name))) endProcessAtOnce(exitCode);
  process.once('exit', restoreSignals);
  process.exit(exitCode);
}

// File system and DNS requests; compression and cryptography end soon.
const poolWork = /^(?:FSReq|GetAddrInfo|GetNameInfo)/;

/** Like {@link endProcess}, if other threads may have started pool work, which this thread cannot see. */
export function endProcessAtOnce(exitCode: number): never {
  process.once('exit', () => replaceProcess(exitCode)); // After the listeners that end child processes.
  process.exit(exitCode);
}

/**
 * Replaces this process by one that only exits: `execve` makes the kernel end all threads, even blocked ones. The
 * public ways to exit join the pool threads first, and a signal cannot set the exit code. The costs are a Node startup,
 * and shared pipes that stay non-blocking, so this is the last resort.
 */
function replaceProcess(exitCode: number): void {
  restoreSignals();
  const node = process.execPath;
  if (process.platform === 'win32' || !existsSync(node)) return; // Node aborts if the file does not exist.
  try {
    process.execve?.(node, [node, '--eval', `process.exit(${exitCode})`], { ...process.env, NODE_OPTIONS: '' });
  } catch {
    // Not permitted: the process ends when its threads end, or with the next signal.
  }
}

/** Restores the default action of signals: if the process blocks from here on, JavaScript listeners no longer run. */
function restoreSignals(): void {
  for (const name of ['SIGINT', 'SIGTERM']) process.removeAllListeners(name);
}
