import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { fetchTransport } from '@ossferry/client';
import { axiosTransport } from '@ossferry/client/axios';
import { OssError } from '@ossferry/contract';
import { type DownloadOptions, type DownloadSource, download } from '@ossferry/downloader-node';
import axios from 'axios';
import { type Content, type Lab, labAccount } from '../lab.ts';
import { bytesOf, isSameBytes } from '../same-bytes.ts';
import { seededRandom } from '../seeded-random.ts';
import { requestBudget } from './request-budget.ts';
import type { Schedule, Settings } from './schedule.ts';

/** What became of a schedule. */
export interface Verdict {
  readonly outcome: 'whole' | 'typed error';
  /** The code of the error. */
  readonly code?: string | undefined;
  readonly requests: number;
  /** Each a promise that was broken; empty when all were kept. */
  readonly problems: readonly string[];
}

/** Far beyond all clocks and retries of a schedule, on a busy machine too. */
const hangMs = 120_000;

/** Short, and long enough for a process that shares its core with others. */
const clockMs = 600;

/** Runs a schedule against the lab, lifts the faults, runs again, and judges both. */
export async function runSchedule(lab: Lab, schedule: Schedule): Promise<Verdict> {
  const key = `schedule-${schedule.seed}`;
  const destination = join(lab.folder, key);
  await lab.store(key, schedule.object);
  const faults = await armFaults(lab, key, schedule);
  try {
    const first = await attempt(lab, key, destination, schedule, true);
    lab.setFaults(key, undefined);
    const problems = [
      ...first.problems,
      ...(await judgeFirst(first, destination, schedule)),
      ...judgeRequests(faults.requests, requestBudget(schedule, faults.hits + first.timeouts)),
    ];
    if (first.error !== undefined) problems.push(...(await judgeNext(lab, key, destination, schedule, first)));
    return {
      outcome: first.error === undefined ? 'whole' : 'typed error',
      code: OssError.isInstance(first.error) ? first.error.code : undefined,
      requests: faults.requests,
      problems,
    };
  } finally {
    lab.setFaults(key, undefined);
    lab.local.deleteObject({ bucket: 'bucket', key });
    await rm(destination, { force: true });
    await rm(`${destination}.ossferry`, { recursive: true, force: true });
  }
}

interface FaultCount {
  requests: number;
  hits: number;
}

async function armFaults(lab: Lab, key: string, { troubles }: Schedule): Promise<FaultCount> {
  const versions = new Map<number, Buffer>();
  for (const { replacement } of troubles) {
    if (replacement !== undefined) versions.set(replacement.seed, await bytesOf(replacement));
  }
  const count: FaultCount = { requests: 0, hits: 0 };
  lab.setFaults(key, (request) => {
    count.requests += 1;
    const number = count.requests;
    const chosen = troubles.flatMap((trouble) =>
      number >= trouble.first && number <= trouble.last ? (trouble.faults(request, versions) ?? []) : [],
    );
    if (chosen.length > 0) count.hits += 1;
    return chosen;
  });
  return count;
}

interface Attempt {
  readonly error?: unknown;
  /** What the last progress event promised to be on the disk. */
  readonly durableBytes: number;
  readonly resumedBytes: number;
  readonly totalBytes: number;
  readonly restarted: boolean;
  /** Requests that our own short clocks ended. */
  readonly timeouts: number;
  readonly problems: readonly string[];
}

/** Short clocks and delays while there are faults; the clocks that users have when there are none. */
async function attempt(
  lab: Lab,
  key: string,
  destination: string,
  { seed, settings }: Schedule,
  isFaulty: boolean,
): Promise<Attempt> {
  const shown: unknown[] = [];
  const urls: string[] = [];
  const seen = { durableBytes: 0, resumedBytes: 0, totalBytes: 0, restarted: false, timeouts: 0 };
  const hang = new AbortController();
  const watchdog = setTimeout(() => hang.abort(new Error('hang')), hangMs);
  const options: DownloadOptions = {
    ...transportOptions(settings),
    parallel: settings.parallel,
    partSizeBytes: settings.partSizeBytes,
    pin: settings.pin,
    onChange: isFaulty ? settings.onChange : 'restart',
    random: seededRandom(seed).fraction,
    signal: hang.signal,
    ...(isFaulty && {
      retry: { maxFailures: settings.maxFailures, baseDelayMs: 1, maxDelayMs: 4 },
      timeouts: { headersMs: clockMs, firstByteMs: clockMs, idleMs: clockMs },
    }),
    onEvent(event) {
      shown.push(event);
      if (event.type === 'progress') {
        seen.durableBytes = event.durableBytes;
        seen.totalBytes = event.totalBytes;
      } else if (event.type === 'started') seen.resumedBytes = event.resumedBytes;
      else if (event.type === 'warning' && event.code === 'Restarted') seen.restarted = true;
      else if (event.type === 'retry' && event.error.code.endsWith('Timeout')) seen.timeouts += 1;
    },
  };
  let error: unknown;
  try {
    shown.push(await download(await openSource(lab, key, settings, urls, isFaulty), destination, options));
  } catch (cause) {
    error = cause ?? new Error('rejected without a reason');
    shown.push(cause);
  } finally {
    clearTimeout(watchdog);
  }
  const problems = hang.signal.aborted ? [`hang: no end after ${hangMs} ms`] : [];
  const journal = await readFile(`${destination}.ossferry/journal`, 'utf8').catch(() => '');
  problems.push(...judgeSecrets([inspect(shown, { depth: 12, showHidden: true }), safeJson(shown), journal], urls));
  return { ...seen, problems, ...(error !== undefined && { error }) };
}

function transportOptions({ transport, threads }: Settings): Pick<DownloadOptions, 'transport' | 'threads'> {
  if (transport === 'sockets') return { threads };
  return { transport: transport === 'fetch' ? fetchTransport() : axiosTransport(axios.create()), threads };
}

async function openSource(
  lab: Lab,
  key: string,
  settings: Settings,
  urls: string[],
  isFaulty: boolean,
): Promise<DownloadSource> {
  const make = async () => {
    const signed = await lab.presign(key, isFaulty ? urls.length + 1 : 1000);
    urls.push(signed.url);
    return signed;
  };
  return settings.isRenewable ? make : make();
}

async function judgeFirst(first: Attempt, destination: string, { object, troubles }: Schedule): Promise<string[]> {
  const { error } = first;
  if (error === undefined) {
    const versions = [object, ...troubles.flatMap(({ replacement }) => replacement ?? [])];
    return (await isOneOf(destination, versions)) ? [] : ['wrong bytes at the destination'];
  }
  const problems: string[] = [];
  if (!OssError.isInstance(error)) problems.push(`untyped: ${inspect(error, { depth: 3 })}`);
  if (await exists(destination)) problems.push('a failed download left a file at the destination');
  return problems;
}

async function judgeNext(
  lab: Lab,
  key: string,
  destination: string,
  schedule: Schedule,
  first: Attempt,
): Promise<string[]> {
  const isDeleted = schedule.troubles.some(({ name }) => name.startsWith('deleted'));
  if (isDeleted) await lab.store(key, schedule.object);
  const next = await attempt(lab, key, destination, schedule, false);
  if (next.error !== undefined) return [...next.problems, `the next run failed: ${inspect(next.error, { depth: 3 })}`];
  const versions = [schedule.object, ...schedule.troubles.flatMap(({ replacement }) => replacement ?? [])];
  const problems = [...next.problems];
  if (!(await isOneOf(destination, versions))) problems.push('wrong bytes at the destination after the next run');
  if (await exists(`${destination}.ossferry`)) problems.push('a whole download left its workspace behind');
  problems.push(...judgeLoss(first, next));
  return problems;
}

const smallObjectBytes = 8 * 1024 * 1024;
const pieceBytes = 1024 * 1024;

/** What was told to be on the disk has to be there, unless there was a reason to drop it all. */
function judgeLoss(first: Attempt, next: Attempt): string[] {
  const isDropped =
    next.restarted ||
    first.restarted ||
    first.totalBytes <= smallObjectBytes ||
    (OssError.isInstance(first.error) && first.error.code === 'ChecksumMismatch');
  // A journal without a hole gives its last piece back, to prove that the object is still the same.
  const givenBack = first.durableBytes === first.totalBytes ? pieceBytes : 0;
  if (isDropped || next.resumedBytes >= first.durableBytes - givenBack) return [];
  return [`lost bytes: ${first.durableBytes} were durable, ${next.resumedBytes} were found again`];
}

function judgeRequests(requests: number, budget: number): string[] {
  return requests <= budget ? [] : [`${requests} requests, ${budget} at most`];
}

function judgeSecrets(texts: readonly string[], urls: readonly string[]): string[] {
  const secrets = [
    labAccount.accessKeySecret,
    ...urls.map((url) => /x-oss-signature=(\w+)/.exec(url)?.[1] ?? 'no signature in the URL'),
  ];
  return secrets.some((secret) => texts.some((text) => text.includes(secret))) ? ['a secret was shown'] : [];
}

function safeJson(values: readonly unknown[]): string {
  return JSON.stringify(values, (_, value: unknown) => (typeof value === 'bigint' ? value.toString() : value));
}

async function isOneOf(path: string, versions: readonly Content[]): Promise<boolean> {
  for (const version of versions) if (await isSameBytes(path, version)) return true;
  return false;
}

async function exists(path: string): Promise<boolean> {
  const { access } = await import('node:fs/promises');
  return access(path).then(
    () => true,
    () => false,
  );
}
