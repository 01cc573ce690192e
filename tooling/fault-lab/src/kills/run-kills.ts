import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Lab } from '../lab.ts';
import { ossferryCommand, programEnvironment } from '../repository.ts';
import { isSameBytes } from '../same-bytes.ts';
import type { SeededRandom } from '../seeded-random.ts';
import { readSocketQueues } from './socket-queues.ts';

/** What one kill cost, or a few that came before the next run had told how much it found. */
export interface KillCost {
  /** Bytes that the killed program had read off its connections and that had to be fetched again. */
  readonly lostBytes: number;
  /** Connections that it had open at that moment. */
  readonly streams: number;
  /** Bytes that were on the disk for good. */
  readonly keptBytes: number;
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
 * Kills `ossferry get` at random moments and starts it again until the file is whole, and so on until `count` kills are
 * done. Gives how many files became whole; throws when one is not, or when a run that nobody killed fails.
 */
export async function runKills({ lab, count, random, onKill }: KillsOptions): Promise<number> {
  let kills = 0;
  let files = 0;
  while (kills < count) {
    const key = `killed-${files}`;
    const content = { seed: random.between(1, 1_000_000), sizeBytes };
    await lab.store(key, content);
    // Small writes, lest bytes that wait in this program be taken for bytes that the other one has read.
    lab.setFaults(key, () => ({ type: 'drip', chunkBytes: 64 * 1024, pauseMs: 0 }));
    const destination = join(lab.folder, key);
    const pending = { readBytes: 0, streams: 0 };
    let keptBytes = 0;
    for (;;) {
      const moment = kills < count ? drawMoment(random) : { afterMs: Infinity, afterBytes: Infinity };
      const run = await runUntil(lab, key, destination, moment);
      if (run.resumedBytes !== undefined && pending.streams > 0) {
        const lostBytes = pending.readBytes - (run.resumedBytes - keptBytes);
        onKill({ lostBytes, streams: pending.streams, keptBytes: run.resumedBytes });
        pending.readBytes = 0;
        pending.streams = 0;
      }
      keptBytes = run.resumedBytes ?? keptBytes;
      if (!run.wasKilled) break;
      kills += 1;
      if (existsSync(destination)) break; // Killed between its last step and its end: nothing is left to do.
      pending.readBytes += run.readBytes;
      pending.streams += run.streams;
    }
    if (!(await isSameBytes(destination, content))) throw new Error(`${destination} is not the object`);
    files += 1;
  }
  return files;
}

interface Moment {
  readonly afterMs: number;
  readonly afterBytes: number;
}

/** Mostly somewhere in the transfer; now and then by the clock, to hit the start and the look at what is there. */
function drawMoment(random: SeededRandom): Moment {
  if (random.chance(0.1)) return { afterMs: random.between(0, 1500), afterBytes: Infinity };
  return { afterMs: Infinity, afterBytes: random.between(0, maxRunBytes) };
}

interface Run {
  readonly wasKilled: boolean;
  readonly resumedBytes: number | undefined;
  readonly readBytes: number;
  readonly streams: number;
}

async function runUntil(lab: Lab, key: string, destination: string, moment: Moment): Promise<Run> {
  const { url } = await lab.presign(key, 1);
  lab.local.clearRequests();
  const [command = '', ...words] = [...ossferryCommand, 'get', url, '-o', destination, '--progress', 'json'];
  const child = spawn(command, words, { stdio: ['ignore', 'ignore', 'pipe'], env: programEnvironment() });
  let resumedBytes: number | undefined;
  let said = '';
  const heard = (async () => {
    for await (const line of createInterface({ input: child.stderr })) {
      if (line.startsWith('{"type":"started"')) resumedBytes = Number(JSON.parse(line).resumedBytes);
      else if (!line.startsWith('{"type":"progress"')) said = line;
    }
  })();
  const exited = once(child, 'exit').then(([code]) => code as number | null);
  const handedBytes = () => lab.local.requests.reduce((sum, { bytesSent }) => sum + bytesSent, 0);
  const startedAtMs = performance.now();
  let isRunning = true;
  void exited.then(() => {
    isRunning = false;
  });
  while (isRunning && handedBytes() < moment.afterBytes && performance.now() - startedAtMs < moment.afterMs)
    await sleep(1);
  const frozen = isRunning ? await freeze(child, lab, handedBytes) : { readBytes: 0, streams: 0 };
  child.kill('SIGKILL');
  const code = await exited;
  await heard;
  if (code !== null && code !== 0) throw new Error(`a run that nobody killed failed: ${said}`);
  return { wasKilled: code === null, resumedBytes, ...frozen };
}

/**
 * Stops the program, so that it reads no more, and counts what it has read: all that was handed to the kernel, less what
 * lies there unread.
 */
async function freeze(
  child: ChildProcess,
  lab: Lab,
  handedBytes: () => number,
): Promise<Pick<Run, 'readBytes' | 'streams'>> {
  child.kill('SIGSTOP');
  for (let before = -1; before !== handedBytes(); ) {
    before = handedBytes();
    await sleep(20); // Until the buffers are full and acknowledgements have come.
  }
  const { unreadBytes, connections } = await readSocketQueues(lab.local.port);
  return { readBytes: Math.max(0, handedBytes() - unreadBytes), streams: Math.max(1, connections) };
}
