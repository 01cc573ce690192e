import { randomUUID } from 'node:crypto';
import { readdirSync, readFileSync, renameSync, statSync, unlinkSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { OssError } from '@ossferry/contract';
import { createExclusive, isCode } from './create-exclusive.ts';
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
  if (held.has(path)) throw busy(nameOf(thisOwner()), 'Wait until it has ended, also after an abort.');
  held.add(path);
  return { release: () => void held.delete(path) };
}

/**
 * Acquires the lock file at `path`; fails with `DestinationBusy` while a living process holds it, this one included, and
 * with `ENOENT` when its folder is not there or is just being taken away.
 *
 * 1. A temporary file with owner and nonce is written beside it, and linked to `path`: name and content appear in one step.
 * 2. Where the name is taken by a living owner, or by one whose life cannot be judged, the destination is busy.
 * 3. A stale lock, whose owner is dead, is replaced under a second lock, `<path>.takeover`. Without it, of two processes
 *    that judged the same stale lock the slower one would replace the new lock of the faster one.
 * 4. Under the second lock, the first is judged once more and then replaced by a rename: the name is never free meanwhile.
 *
 * To release it is to delete it when its content is still ours.
 */
export function acquireFileLock(path: string): FileLock {
  const claim = claimInProcess(path);
  try {
    const release = acquire(path);
    return {
      release() {
        removeStaleSiblings(path);
        release();
        claim.release();
      },
    };
  } catch (error) {
    claim.release();
    throw error;
  }
}

/** Gives what releases it. */
function acquire(path: string): () => void {
  const nonce = randomUUID();
  const content = JSON.stringify({ ...thisOwner(), nonce });
  const temporary = `${path}.${nonce}`;
  try {
    writeFileSync(temporary, content, { flag: 'wx' });
    if (!createExclusive(temporary, path, content)) replaceStale(temporary, path, content);
  } catch (error) {
    release(path, content);
    throw error;
  } finally {
    unlinkIfThere(temporary);
  }
  return () => release(path, content);
}

/** Locks of this thread that could not be deleted when they were released. */
const unreleased = new Set<string>();

function release(path: string, content: string): void {
  try {
    if (readFileSync(path, 'utf8') === content) unlinkSync(path);
  } catch (error) {
    if (!isCode(error, 'ENOENT')) unreleased.add(content);
  }
}

const takeoverSuffix = '.takeover';

/** Steps 3 and 4. */
function replaceStale(temporary: string, path: string, content: string): void {
  refuseHeld(path);
  const releaseTakeover = acquire(`${path}${takeoverSuffix}`);
  try {
    if (refuseHeld(path) === 'stale') renameSync(temporary, path);
    else if (!createExclusive(temporary, path, content)) throw busyElsewhere(path, 'another process');
  } finally {
    releaseTakeover();
  }
}

function refuseHeld(path: string): 'free' | 'stale' {
  const found = inspect(path);
  if (found.state === 'held') throw busyElsewhere(path, found.by);
  return found.state;
}

/** Takes away what killed processes left beside the lock. */
function removeStaleSiblings(path: string): void {
  try {
    for (const name of readdirSync(dirname(path))) {
      const file = join(dirname(path), name);
      if (!name.startsWith(`${basename(path)}.`) || inspect(file).state !== 'stale') continue;
      if (name.endsWith(takeoverSuffix)) acquire(file)();
      else unlinkIfThere(file);
    }
  } catch {
    // Whoever holds the lock next tries again.
  }
}

type LockState = { readonly state: 'free' | 'stale' } | { readonly state: 'held'; readonly by: string };

/** A lock without content is one that is just being made, or was cut short by a crash: after this time it is the latter. */
const unfinishedMs = 10_000;

function inspect(path: string): LockState {
  let content: string;
  let writtenAtMs: number;
  try {
    content = readFileSync(path, 'utf8');
    writtenAtMs = statSync(path).mtimeMs; // Last, so that a lock that came in between counts as young.
  } catch (error) {
    return isCode(error, 'ENOENT') ? { state: 'free' } : { state: 'held', by: 'another process' };
  }
  const owner = readOwner(content);
  if (owner === undefined) {
    return Date.now() - writtenAtMs > unfinishedMs ? { state: 'stale' } : { state: 'held', by: 'another process' };
  }
  const isStale = unreleased.has(content) || !isAlive(owner, writtenAtMs);
  return isStale ? { state: 'stale' } : { state: 'held', by: nameOf(owner) };
}

function unlinkIfThere(path: string): void {
  try {
    unlinkSync(path);
  } catch {
    // It is gone, or in nobody's way.
  }
}

function busyElsewhere(path: string, who: string): OssError {
  return busy(who, `Wait for it; if it is gone, delete "${path}".`);
}

function busy(who: string, advice: string): OssError {
  return new OssError({
    code: 'DestinationBusy',
    phase: 'disk',
    message: `Another download writes to the same destination (${who}).`,
    advice,
  });
}
