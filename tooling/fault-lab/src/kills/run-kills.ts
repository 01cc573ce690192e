import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { hasContent } from '../generated-content.ts';
import type { Lab } from '../lab.ts';
import { ossferryCommand, programEnvironment } from '../repository.ts';
import type { SeededRandom } from '../seeded-random.ts';
import { readSocketQueues } from './socket-queues.ts';

/** The cost of one kill, or of several if the runs between them did not report how much they resumed. */
export interface KillCost {
  /** Bytes that the killed program had received and that had to be downloaded again. */
  readonly lostBytes: number;
  /** Its open connections at the time of the kill. */
  readonly streams: number;
}

export interface KillsOptions {
  readonly lab: Lab;
  readonly count: number;
  readonly random: SeededRandom;
  readonly onKill: (cost: KillCost) => void;
}

const sizeBytes = 96 * 1024 * 1024;
const maxRunBytes = 24 * 1024 * 1024;

/**
 * Kills `ossferry get` at random moments and restarts it until the file is complete, and continues with the next file
 * until `count` kills. Returns the number of complete files; throws if one is wrong, or if a run fails without a kill.
 */
export async function runKills({ lab, count, random, onKill }: KillsOptions): Promise<number> {
  let kills = 0;
  let files = 0;
  while (kills < count) {
    const key = `killed-${files}`;
    const content = { seed: random.between(1, 1_000_000), sizeBytes };
    await lab.store(key, content);
    // Small writes, so that bytes in the buffers of this process are not counted as received.
    lab.setFaults(key, () => ({ type: 'drip', chunkBytes: 64 * 1024, pauseMs: 0 }));
    const destination = join(lab.folder, key);
    const pending = { readBytes: 0, streams: 0 };
    let keptBytes = 0;
    for (;;) {
      const killPoint = kills < count ? randomKillPoint(random) : { afterMs: Infinity, afterBytes: Infinity };
      const run = await runUntil(lab, key, destination, killPoint);
      if (run.resumedBytes !== undefined && pending.streams > 0) {
        const lostBytes = pending.readBytes - (run.resumedBytes - keptBytes);
        onKill({ lostBytes, streams: pending.streams });
        pending.readBytes = 0;
        pending.streams = 0;
      }
      keptBytes = run.resumedBytes ?? keptBytes;
      if (!run.wasKilled) break;
      kills += 1;
      if (existsSync(destination)) break; // Killed after the file was complete.
      pending.readBytes += run.readBytes;
      pending.streams += run.streams;
    }
    if (!(await hasContent(destination, content))) throw new Error(`${destination} differs from the object`);
    files += 1;
  }
  return files;
}

interface KillPoint {
  readonly afterMs: number;
  readonly afterBytes: number;
}

/** Usually during the transfer; sometimes after a random time, to hit the start and the check of existing files. */
function randomKillPoint(random: SeededRandom): KillPoint {
  if (random.chance(0.1)) return { afterMs: random.between(0, 1500), afterBytes: Infinity };
  return { afterMs: Infinity, afterBytes: random.between(0, maxRunBytes) };
}

interface Run {
  readonly wasKilled: boolean;
  readonly resumedBytes: number | undefined;
  readonly readBytes: number;
  readonly streams: number;
}

async function runUntil(lab: Lab, key: string, destination: string, killPoint: KillPoint): Promise<Run> {
  const { url } = await lab.presign(key, 1);
  lab.local.clearRequests();
  const [command = '', ...args] = [...ossferryCommand, 'get', url, '-o', destination, '--progress', 'json'];
  const child = spawn(command, args, { stdio: ['ignore', 'ignore', 'pipe'], env: programEnvironment() });
  let resumedBytes: number | undefined;
  let lastLine = '';
  const stderrRead = (async () => {
    for await (const line of createInterface({ input: child.stderr })) {
      if (line.startsWith('{"type":"started"')) resumedBytes = Number(JSON.parse(line).resumedBytes);
      else if (!line.startsWith('{"type":"progress"')) lastLine = line;
    }
  })();
  const exited = once(child, 'exit').then(([code]) => code as number | null);
  const sentBytes = () => lab.local.requests.reduce((sum, { bytesSent }) => sum + bytesSent, 0);
  const startedAtMs = performance.now();
  let isRunning = true;
  void exited.then(() => {
    isRunning = false;
  });
  while (isRunning && sentBytes() < killPoint.afterBytes && performance.now() - startedAtMs < killPoint.afterMs)
    await sleep(1);
  const frozen = isRunning ? await freeze(child, lab, sentBytes) : { readBytes: 0, streams: 0 };
  child.kill('SIGKILL');
  const code = await exited;
  await stderrRead;
  if (code !== null && code !== 0) throw new Error(`a run failed without a kill: ${lastLine}`);
  return { wasKilled: code === null, resumedBytes, ...frozen };
}

/**
 * Stops the program and counts the bytes that it has received: the bytes that were sent, minus the unread bytes in the
 * kernel's queues.
 */
async function freeze(
  child: ChildProcess,
  lab: Lab,
  sentBytes: () => number,
): Promise<Pick<Run, 'readBytes' | 'streams'>> {
  child.kill('SIGSTOP');
  for (let before = -1; before !== sentBytes(); ) {
    before = sentBytes();
    await sleep(20); // Until the buffers are full and everything is acknowledged.
  }
  const { unreadBytes, connections } = await readSocketQueues(lab.local.port);
  return { readBytes: Math.max(0, sentBytes() - unreadBytes), streams: Math.max(1, connections) };
}
