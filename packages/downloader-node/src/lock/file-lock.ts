import { randomUUID } from 'node:crypto';
import { readdirSync, readFileSync, statSync, unlinkSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { OssError } from '@ossferry/contract';
import { hasCode } from '../has-code.ts';
import { renameFileSync } from '../rename-file.ts';
import { createExclusive } from './create-exclusive.ts';
import { isAlive, nameOf, readOwner, thisOwner } from './lock-owner.ts';

/** Prevents two downloads from using the same files, in this process or another one. */
export interface FileLock {
  /** Never fails. A lock that another process has taken over is left alone. */
  readonly release: () => void;
}

// Only saves disk accesses: it does not cover other threads, other copies of this module, or other spellings of a path.
const held = new Set<string>();

/** Reserves `path` for one download of this thread; fails with `DestinationBusy` if another one holds it. */
export function claimInProcess(path: string): { readonly release: () => void } {
  if (held.has(path)) throw busy(nameOf(thisOwner()), 'Wait until it has ended, even after an abort.');
  held.add(path);
  return { release: () => void held.delete(path) };
}

/**
 * Acquires the lock file at `path`. Fails with `DestinationBusy` while a running process holds it, including this one,
 * and with `ENOENT` if its folder does not exist or is being deleted.
 *
 * 1. A temporary file with owner and nonce is written next to it and linked to `path`, so name and content appear
 *    at once.
 * 2. If the name is taken and its owner is running, or that cannot be determined, the destination is busy.
 * 3. A stale lock, whose owner has ended, is replaced under a second lock, `<path>.takeover`. Without it, if two
 *    processes found the same stale lock, the slower one would replace the new lock of the faster one.
 * 4. Under the second lock, the first is checked again and replaced by a rename, so the name is never free in between.
 *
 * Releasing deletes the file if its content is still that of this lock.
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

/** Returns a function that releases the lock. */
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
    unlinkIfExists(temporary);
  }
  return () => release(path, content);
}

/** Contents of locks of this thread that were released but could not be deleted. */
const unreleased = new Set<string>();

function release(path: string, content: string): void {
  try {
    if (readFileSync(path, 'utf8') === content) unlinkSync(path);
  } catch (error) {
    if (!hasCode(error, 'ENOENT')) unreleased.add(content);
  }
}

const takeoverSuffix = '.takeover';

/** Steps 3 and 4. */
function replaceStale(temporary: string, path: string, content: string): void {
  refuseHeld(path);
  const releaseTakeover = acquire(`${path}${takeoverSuffix}`);
  try {
    if (refuseHeld(path) === 'stale') renameFileSync(temporary, path);
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

/** Deletes lock files that killed processes left next to the lock. */
function removeStaleSiblings(path: string): void {
  try {
    for (const name of readdirSync(dirname(path))) {
      const file = join(dirname(path), name);
      if (!name.startsWith(`${basename(path)}.`) || inspect(file).state !== 'stale') continue;
      if (name.endsWith(takeoverSuffix)) acquire(file)();
      else unlinkIfExists(file);
    }
  } catch {
    // The next holder of the lock tries again.
  }
}

type LockState = { readonly state: 'free' | 'stale' } | { readonly state: 'held'; readonly by: string };

/** A lock without an owner is being created, or a crash interrupted its creation. After this time, it is stale. */
const unfinishedMs = 10_000;

function inspect(path: string): LockState {
  let content: string;
  let writtenAtMs: number;
  try {
    content = readFileSync(path, 'utf8');
    writtenAtMs = statSync(path).mtimeMs; // Last, so that a lock created in between counts as new.
  } catch (error) {
    return hasCode(error, 'ENOENT') ? { state: 'free' } : { state: 'held', by: 'another process' };
  }
  const owner = readOwner(content);
  if (owner === undefined) {
    return Date.now() - writtenAtMs > unfinishedMs ? { state: 'stale' } : { state: 'held', by: 'another process' };
  }
  const isStale = unreleased.has(content) || !isAlive(owner, writtenAtMs);
  return isStale ? { state: 'stale' } : { state: 'held', by: nameOf(owner) };
}

function unlinkIfExists(path: string): void {
  try {
    unlinkSync(path);
  } catch {
    // It does not exist, or stays without harm.
  }
}

function busyElsewhere(path: string, holder: string): OssError {
  return busy(holder, `Wait until it has ended. If it no longer runs, delete "${path}".`);
}

function busy(holder: string, advice: string): OssError {
  return new OssError({
    code: 'DestinationBusy',
    phase: 'disk',
    message: `Another download is writing to the same destination (${holder}).`,
    advice,
  });
}
