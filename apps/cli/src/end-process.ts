import { existsSync } from 'node:fs';

/**
 * Ends the process with an exit code. Unlike `process.exit`, it does not wait for what the threads of Node's pool do: one
 * that opens a pipe without a writer, or asks a name server that does not answer, may never be done.
 */
export function endProcess(exitCode: number): never {
  if (process.getActiveResourcesInfo().some((name) => poolWork.test(name))) endProcessAtOnce(exitCode);
  process.once('exit', obeySignals);
  process.exit(exitCode);
}

// Files and names of hosts; what compresses or encrypts is soon done.
const poolWork = /^(?:FSReq|GetAddrInfo|GetNameInfo)/;

/** As {@link endProcess}, when other threads than this one may have given the pool its work: that cannot be seen from here. */
export function endProcessAtOnce(exitCode: number): never {
  process.once('exit', () => becomeExit(exitCode)); // Behind the listeners that end programs of ours.
  process.exit(exitCode);
}

/**
 * Replaces this program by one that only exits, whereby the kernel ends all threads, whatever they wait for. Public ways
 * to exit join the threads of the pool first, and a signal does not let the exit code be chosen. What it costs, the start
 * of a Node and pipes that stay non-blocking for those who share them, is for when there is no other way.
 */
function becomeExit(exitCode: number): void {
  obeySignals();
  const node = process.execPath;
  if (process.platform === 'win32' || !existsSync(node)) return; // Node aborts if there is nothing to become.
  try {
    process.execve?.(node, [node, '--eval', `process.exit(${exitCode})`], { ...process.env, NODE_OPTIONS: '' });
  } catch {
    // Not permitted: the process ends when its threads are done, or by the next signal.
  }
}

/** Whatever may hold the process up from here on, listeners will not run any more: let the kernel end it. */
function obeySignals(): void {
  for (const name of ['SIGINT', 'SIGTERM']) process.removeAllListeners(name);
}
