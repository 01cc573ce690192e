import { open, readFile, unlink } from 'node:fs/promises';
import { hostname } from 'node:os';
import { OssError } from '@ossferry/contract';

/** Keeps a second download away from the same files, in this process or another one. */
export interface FileLock {
  readonly release: () => Promise<void>;
}

const held = new Set<string>();

/** Keeps other downloads of this process away from `path`; fails with `DestinationBusy` while one has it. */
export function claimInProcess(path: string): { readonly release: () => void } {
  if (held.has(path)) throw busy(path, `process ${process.pid}, this one`);
  held.add(path);
  return { release: () => void held.delete(path) };
}

/** Takes the lock file at `path`; fails with `DestinationBusy` while a living process holds it. */
export async function takeFileLock(path: string): Promise<FileLock> {
  const claim = claimInProcess(path);
  try {
    if (!(await createLockFile(path))) {
      const owner = await readOwner(path);
      if (owner !== null && isAlive(owner)) throw busy(path, `process ${owner.pid} on ${owner.host}`);
      await unlink(path).catch(() => undefined);
      if (!(await createLockFile(path))) throw busy(path, 'another process');
    }
  } catch (error) {
    claim.release();
    throw error;
  }
  return {
    async release() {
      claim.release();
      await unlink(path).catch(() => undefined);
    },
  };
}

interface Owner {
  readonly pid: number;
  readonly host: string;
}

async function createLockFile(path: string): Promise<boolean> {
  try {
    const file = await open(path, 'wx');
    await file.writeFile(JSON.stringify({ pid: process.pid, host: hostname() } satisfies Owner));
    await file.close();
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

async function readOwner(path: string): Promise<Owner | null> {
  try {
    const { pid, host } = JSON.parse(await readFile(path, 'utf8')) as Partial<Owner>;
    return typeof pid === 'number' && typeof host === 'string' ? { pid, host } : null;
  } catch {
    return null; // Cut short by a crash: nobody holds it.
  }
}

function isAlive({ pid, host }: Owner): boolean {
  if (host !== hostname()) return true; // Nobody can tell from here.
  // Our own process ID, and not in `held`: a container that was started again under the same number.
  if (pid === process.pid) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

function busy(path: string, who: string): OssError {
  return new OssError({
    code: 'DestinationBusy',
    phase: 'disk',
    message: `Another download writes to the same destination (${who}).`,
    advice: `Wait for it; if it is gone, delete "${path}".`,
  });
}
