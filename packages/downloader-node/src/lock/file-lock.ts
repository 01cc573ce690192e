import { randomUUID } from 'node:crypto';
import { linkSync, readdirSync, readFileSync, renameSync, statSync, unlinkSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { OssError } from '@ossferry/contract';
import { isAlive, nameOf, readOwner, thisOwner } from './lock-owner.ts';

/** Keeps a second download away from the same files, in this process or another one. */
export interface FileLock {
  /** Never fails; a lock that is not ours any more stays. */
  readonly release: () => void;
}

// Spares a look at the disk, no more: it knows nothing of other threads, other copies of this module and other spellings.
const held = new Set<string>();

/** Keeps other downloads of this thread away from `path`; fails with `DestinationBusy` while one has it. */
export function claimInProcess(path: string): { readonly release: () => void } {
  if (held.has(path)) throw busy(path, nameOf(thisOwner()));
  held.add(path);
  return { release: () => void held.delete(path) };
}

/**
 * Takes the lock file at `path`; fails with `DestinationBusy` while a living process holds it, this one included, and with
 * `ENOENT` when its folder is not there or is just being taken away.
 */
export function takeFileLock(path: string): FileLock {
  const claim = claimInProcess(path);
  try {
    const letGo = take(path);
    return {
      release() {
        sweep(path);
        letGo();
        claim.release();
      },
    };
  } catch (error) {
    claim.release();
    throw error;
  }
}

/** Gives the way to let go. */
function take(path: string): () => void {
  const nonce = randomUUID();
  const text = JSON.stringify({ ...thisOwner(), nonce });
  const temporary = `${path}.${nonce}`;
  try {
    writeFileSync(temporary, text, { flag: 'wx' });
    if (!linkNew(temporary, path, text)) replaceLeft(temporary, path, text);
  } catch (error) {
    letGo(path, text);
    throw error;
  } finally {
    unlinkIfThere(temporary);
  }
  return () => letGo(path, text);
}

/** Locks of this thread that the disk did not give up when they were let go. */
const stuck = new Set<string>();

function letGo(path: string, text: string): void {
  try {
    if (readFileSync(path, 'utf8') === text) unlinkSync(path);
  } catch (error) {
    if (!isCode(error, 'ENOENT')) stuck.add(text);
  }
}

/** Name and content appear in one step; gives `false` when the name is taken. */
function linkNew(temporary: string, path: string, text: string): boolean {
  try {
    linkSync(temporary, path);
    return true;
  } catch (error) {
    if (isCode(error, 'ENOENT')) throw error;
    // No hard links here: the content comes a moment after the name.
    if (!isCode(error, 'EEXIST')) writeNew(path, text);
  }
  // A network file system that loses its answer says that the name is taken when it is so by this very link.
  return readIfThere(path) === text;
}

function writeNew(path: string, text: string): void {
  try {
    writeFileSync(path, text, { flag: 'wx' });
  } catch (error) {
    if (!isCode(error, 'EEXIST')) throw error;
  }
}

const guardSuffix = '.takeover';

/**
 * Puts our lock in the place of one that is left over. Whoever judged that one a moment ago could hit the lock of a
 * living successor instead, so there is a second lock for this: only who holds it may replace a lock of others, and what
 * is dead then stays as it is. The name is never free meanwhile.
 */
function replaceLeft(temporary: string, path: string, text: string): void {
  refuseHeld(path);
  const leaveGuard = take(`${path}${guardSuffix}`);
  try {
    if (refuseHeld(path) === 'left') renameSync(temporary, path);
    else if (!linkNew(temporary, path, text)) throw busy(path, 'another process');
  } finally {
    leaveGuard();
  }
}

function refuseHeld(path: string): 'free' | 'left' {
  const found = findHolder(path);
  if (typeof found === 'object') throw busy(path, found.holder);
  return found;
}

/** Takes away what killed processes left beside the lock. */
function sweep(path: string): void {
  try {
    for (const name of readdirSync(dirname(path))) {
      const file = join(dirname(path), name);
      if (!name.startsWith(`${basename(path)}.`) || findHolder(file) !== 'left') continue;
      if (name.endsWith(guardSuffix)) take(file)();
      else unlinkIfThere(file);
    }
  } catch {
    // Whoever holds the lock next tries again.
  }
}

/** A lock without content is one that is just being made, or was cut short by a crash: after this time it is the latter. */
const unfinishedMs = 10_000;

function findHolder(path: string): 'free' | 'left' | { readonly holder: string } {
  let text: string;
  let writtenAtMs: number;
  try {
    text = readFileSync(path, 'utf8');
    writtenAtMs = statSync(path).mtimeMs; // Last, so that a lock that came in between counts as young.
  } catch (error) {
    return isCode(error, 'ENOENT') ? 'free' : { holder: 'another process' };
  }
  const owner = readOwner(text);
  if (owner === undefined) return Date.now() - writtenAtMs > unfinishedMs ? 'left' : { holder: 'another process' };
  return stuck.has(text) || !isAlive(owner, writtenAtMs) ? 'left' : { holder: nameOf(owner) };
}

function readIfThere(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}

function unlinkIfThere(path: string): void {
  try {
    unlinkSync(path);
  } catch {
    // It is gone, or in nobody's way.
  }
}

function isCode(error: unknown, code: string): boolean {
  return (error as NodeJS.ErrnoException).code === code;
}

function busy(path: string, who: string): OssError {
  return new OssError({
    code: 'DestinationBusy',
    phase: 'disk',
    message: `Another download writes to the same destination (${who}).`,
    advice: `Wait for it; if it is gone, delete "${path}".`,
  });
}
