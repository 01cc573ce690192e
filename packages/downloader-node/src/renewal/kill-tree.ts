import { spawn } from 'node:child_process';

/** Whether a process and those that it starts can be in a group: start it `detached`. */
export const hasGroups: boolean = process.platform !== 'win32';

/** Kills the leader of a process group with its group, or on Windows a process with all that it started. */
export function killTree(pid: number): void {
  if (!hasGroups) {
    // The children of a process that has ended cannot be found, so nothing else may kill it.
    const taskkill = spawn('taskkill', ['/pid', String(pid), '/t', '/f'], { stdio: 'ignore', windowsHide: true });
    taskkill.on('error', () => kill(pid)).on('exit', (code) => code !== 0 && kill(pid));
    return;
  }
  kill(-pid);
}

function kill(pid: number): void {
  try {
    process.kill(pid);
  } catch {
    // It has ended.
  }
}
