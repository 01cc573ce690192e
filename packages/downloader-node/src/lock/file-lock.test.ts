import { type ChildProcess, fork, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdir, readdir, stat, symlink, unlink, utimes, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { mebibyte, setUpBench } from '../download.test-support.ts';
import type { DownloadThreadData } from '../download-thread.test-support.ts';
import { openFileWorkspace } from '../workspace/file-workspace.ts';
import { acquireFileLock, claimInProcess } from './file-lock.ts';
import type { LockOrder } from './file-lock-child.test-support.ts';

const bench = setUpBench();
const lock = (): string => bench.path('lock');
const leave = (content: unknown, name = 'lock') =>
  writeFile(bench.path(name), typeof content === 'string' ? content : JSON.stringify(content));
const age = (name = 'lock') => utimes(bench.path(name), 1, 1);

/** The content of a lock of this process. */
async function readOwn(): Promise<{ readonly began: { readonly boot?: string; readonly at: number } }> {
  const own = acquireFileLock(bench.path('own'));
  const content = await bench.read('own');
  own.release();
  return JSON.parse(content.toString());
}

/** The content of a lock of an earlier process with the same ID. */
async function readEarlier(): Promise<object> {
  const own = await readOwn();
  return { ...own, began: { ...own.began, at: 0 } };
}

function take(): 'held' | string {
  try {
    acquireFileLock(lock()).release();
    return 'held';
  } catch (error) {
    return (error as { code: string }).code;
  }
}

async function pidOfTheDead(): Promise<number | undefined> {
  const gone = spawn(process.execPath, ['-e', '']);
  await once(gone, 'exit');
  return gone.pid;
}

describe('acquireFileLock', () => {
  it('default: one file while it is held, none after the release', async () => {
    const own = acquireFileLock(lock());
    expect(await bench.files()).toEqual(['lock']);
    own.release();
    expect(await bench.files()).toEqual([]);
  });

  it('error: DestinationBusy while this process holds it', () => {
    const own = acquireFileLock(lock());
    expect(() => acquireFileLock(lock())).toThrow(`this process, ${process.pid}`);
    // A small object has no lock file, so the path may be the destination itself, which must not be deleted.
    expect(() => claimInProcess(lock())).toThrow(
      expect.objectContaining({ advice: expect.not.stringContaining('delete') }),
    );
    own.release();
    expect(take()).toBe('held');
  });

  it('error: DestinationBusy for another spelling of the path', async () => {
    await mkdir(bench.path('folder'));
    await symlink('folder', bench.path('link'));
    const own = acquireFileLock(bench.path('folder/lock'));
    expect(() => acquireFileLock(bench.path('link/lock'))).toThrow(
      expect.objectContaining({ code: 'DestinationBusy' }),
    );
    own.release();
    acquireFileLock(bench.path('link/lock')).release();
    expect(await readdir(bench.path('folder'))).toEqual([]);
  });

  it('error: DestinationBusy for another copy of this module', async () => {
    const own = acquireFileLock(lock());
    vi.resetModules();
    const copy = await import('./file-lock.ts');
    expect(() => copy.acquireFileLock(lock())).toThrow(expect.objectContaining({ code: 'DestinationBusy' }));
    own.release();
    copy.acquireFileLock(lock()).release();
    expect(await bench.files()).toEqual([]);
  });

  it('error: ENOENT if the folder does not exist', () => {
    expect(() => acquireFileLock(bench.path('gone/lock'))).toThrow(expect.objectContaining({ code: 'ENOENT' }));
  });

  it('behavior: release leaves the lock of a successor alone', async () => {
    const own = acquireFileLock(lock());
    await unlink(lock());
    await leave({ pid: process.ppid, host: hostname() });
    own.release();
    expect(await bench.files()).toEqual(['lock']);
  });

  it('behavior: deletes files of killed processes, but not of running ones', async () => {
    await leave(await readEarlier(), 'lock.dead');
    await leave({ pid: process.ppid, host: hostname() }, 'lock.living');
    await leave('', 'lock.begun');
    await leave('', 'lock.old');
    await age('lock.old');
    await leave(await readEarlier(), 'lock.takeover');
    acquireFileLock(lock()).release();
    expect(await bench.files()).toEqual(['lock.begun', 'lock.living']);
  });
});

describe('an existing lock', () => {
  it('behavior: of an ended process is taken over', async () => {
    await leave({ pid: await pidOfTheDead(), host: hostname() });
    expect(take()).toBe('held');
    expect(await bench.files()).toEqual([]);
  });

  it('behavior: of an earlier process with the same ID is taken over', async () => {
    await leave(await readEarlier());
    expect(take()).toBe('held');
  });

  // Only Linux provides the start time of another process.
  it.runIf(process.platform === 'linux')('behavior: of a process whose ID was reused is taken over', async () => {
    await leave({ ...(await readEarlier()), pid: process.ppid });
    expect(take()).toBe('held');
    await leave({ ...(await readOwn()), pid: process.ppid });
    expect(take()).toBe('DestinationBusy'); // That process started before this one.
  });

  it.runIf(process.platform === 'linux')('behavior: of an earlier boot is taken over', async () => {
    const { began, ...own } = await readOwn();
    await leave({ ...own, began: { ...began, boot: 'earlier' } });
    expect(take()).toBe('held');
  });

  it('behavior: with a wall-clock start is held if the file is not older than this process', async () => {
    const began = { at: Date.now() - process.uptime() * 1000 };
    await leave({ pid: process.pid, host: hostname(), began });
    expect(take()).toBe('DestinationBusy');
  });

  it('behavior: of the older format is held if the file is not older than this process', async () => {
    await leave({ pid: process.pid, host: hostname() });
    expect(take()).toBe('DestinationBusy');
    await age();
    expect(take()).toBe('held');
  });

  it.each(['', '{"pid":1', '{}', 'null'])('behavior: an old lock with the content %j is stale', async (content) => {
    await leave(content);
    expect(take()).toBe('DestinationBusy');
    await age();
    expect(take()).toBe('held');
    expect(await bench.files()).toEqual([]);
  });

  it('error: DestinationBusy for one of a running process or another host', async () => {
    for (const [pid, host] of [
      [process.ppid, hostname()],
      [await pidOfTheDead(), `${hostname()}-2`],
      [process.pid, `${hostname()}-2`],
    ] as const) {
      await leave({ pid, host });
      expect(() => acquireFileLock(lock())).toThrow(
        expect.objectContaining({
          code: 'DestinationBusy',
          message: expect.stringContaining(`(process ${pid} on ${host}).`),
          advice: expect.stringContaining(`delete "${lock()}"`),
        }),
      );
    }
    expect(await bench.files()).toEqual(['lock']);
  });

  it('error: DestinationBusy while another process takes it over', async () => {
    await leave({ pid: await pidOfTheDead(), host: hostname() });
    await leave({ pid: process.ppid, host: hostname() }, 'lock.takeover');
    expect(take()).toBe('DestinationBusy');
    await leave({ pid: await pidOfTheDead(), host: hostname() }, 'lock.takeover');
    expect(take()).toBe('held');
    expect(await bench.files()).toEqual([]);
  });
});

describe.each(['links', 'no-links'])('many processes at once (%s)', (kind) => {
  let children: readonly ChildProcess[] = [];
  beforeAll(async () => {
    const script = fileURLToPath(new URL('./file-lock-child.test-support.ts', import.meta.url));
    const execArgv = ['--conditions=@ossferry/source'];
    children = Array.from({ length: 4 }, () => fork(script, [kind], { execArgv }));
    await Promise.all(children.map((child) => once(child, 'message')));
  });
  afterAll(() => {
    for (const child of children) child.kill('SIGKILL');
  });

  async function race(path: string): Promise<readonly string[]> {
    const order: LockOrder = { path, at: performance.timeOrigin + performance.now() + 3 };
    const answers = children.map((child) => once(child, 'message').then(([answer]) => String(answer)));
    for (const child of children) child.send(order);
    return (await Promise.all(answers)).sort();
  }

  const oneOfThem = ['DestinationBusy', 'DestinationBusy', 'DestinationBusy', 'held'];

  it('behavior: one of them acquires the lock', async () => {
    for (let round = 0; round < 60; round += 1) expect(await race(bench.path(`${round}`))).toEqual(oneOfThem);
    expect(await bench.files()).toHaveLength(60);
  });

  it('behavior: one of them takes over a stale lock', async () => {
    const left = JSON.stringify({ pid: await pidOfTheDead(), host: hostname() });
    for (let round = 0; round < 60; round += 1) {
      await writeFile(bench.path(`${round}`), left);
      expect(await race(bench.path(`${round}`))).toEqual(oneOfThem);
    }
    expect(await bench.files()).toHaveLength(60);
  });
});

describe('a workspace', () => {
  it('error: DestinationBusy in a second thread, and the file of the first one is correct', async () => {
    const bytes = await bench.store('shared', 12 * mebibyte);
    const { url } = await bench.presign({ key: 'shared' });
    const start = (gate: DownloadThreadData['gate']) => {
      const workerData: DownloadThreadData = { url, destination: bench.path('shared'), gate };
      return once(new Worker(new URL('../download-thread.test-support.ts', import.meta.url), { workerData }), 'exit');
    };
    const gate = (value: number) => new Int32Array(new SharedArrayBuffer(4)).fill(value);
    const [closed, open] = [gate(0), gate(1)] as const;
    const first = start(closed);
    try {
      const journal = bench.path('shared.ossferry/journal');
      while (!existsSync(journal) || (await stat(journal)).size === 0) await new Promise((look) => setTimeout(look, 1));
      await expect(start(open)).rejects.toMatchObject({ code: 'DestinationBusy' });
    } finally {
      Atomics.store(closed, 0, 1);
      Atomics.notify(closed, 0);
    }
    expect(await first).toEqual([0]);
    expect((await bench.read('shared')).equals(bytes)).toBe(true);
    expect(await bench.files()).toEqual(['shared']);
  });

  it('behavior: is complete even if it is created while the previous one is deleted', async () => {
    const destination = bench.path('file');
    let workspace = await openFileWorkspace(destination);
    for (let round = 0; round < 50; round += 1) {
      let next: typeof workspace | undefined;
      const released = workspace.release();
      while (next === undefined) next = await openFileWorkspace(destination).catch(() => undefined);
      await released;
      expect((await readdir(`${destination}.ossferry`)).sort()).toEqual(['data', 'journal', 'lock']);
      workspace = next;
    }
    await workspace.release();
    expect(await bench.files()).toEqual([]);
  });

  it('error: DestinationBusy for another spelling of the destination', async () => {
    await mkdir(bench.path('folder'));
    await symlink('folder', bench.path('link'));
    const first = await openFileWorkspace(bench.path('folder/file'));
    await expect(openFileWorkspace(bench.path('link/file'))).rejects.toMatchObject({ code: 'DestinationBusy' });
    await first.release();
    expect(await readdir(bench.path('folder'))).toEqual([]);
  });
});
