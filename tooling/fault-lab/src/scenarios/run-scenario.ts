import { mkdir, mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { createClient, getObject } from '@ossferry/client';
import { type LocalOss, startLocalOss } from '@ossferry/local-oss';
import type { Client, Order, ProgramEnd } from '../clients/client.ts';
import { type Content, labAccount, labBucket } from '../lab.ts';
import { runProgram } from '../run-program.ts';
import { bytesOf, isSameBytes } from '../same-bytes.ts';
import { unmount } from './disks.ts';
import { type CellResult, judgeOutcome, type RunResult } from './outcome.ts';
import type { Scenario, Stage } from './scenario.ts';

const mib = 1024 * 1024;
const object: Content = { seed: 1, sizeBytes: 24 * mib };
const key = 'object.bin';
/** Twice the longest clock that any of the clients has by default or was given. */
const hangMs = 75_000;
/** A program is in the middle of it from here on. */
const actAfterBytes = 2 * mib;

/** Runs a client through a scenario, lifts the fault, runs it again when it had not finished, and judges. */
export async function runScenario(client: Client, scenario: Scenario): Promise<CellResult> {
  const site = await openSite(scenario);
  const startedAtMs = performance.now();
  try {
    const first = await runOnce(site, client, scenario, true);
    const leftPart = first.end !== 'success' && first.file === 'other';
    await site.lift();
    const next =
      first.end === 'success' && first.file === 'whole' ? undefined : await runAgain(site, client, scenario, first);
    const outcome = judgeOutcome(scenario.isEnded ? expectEnd(first) : first, next);
    return {
      outcome: scenario.isEnded && outcome === 'error, then whole' ? 'whole' : outcome,
      errorCode: first.errorCode,
      leftPart,
      requests: site.local.requests.length,
      seconds: (performance.now() - startedAtMs) / 1000,
      ...((next ?? first).file === 'whole' && {
        twiceBytes: Math.max(0, site.sentBytes() - (await sizeOf(site.destination))),
      }),
    };
  } finally {
    await site.close();
  }
}

/** A program that we ended ourselves has not crashed. */
function expectEnd(run: RunResult): RunResult {
  return run.end === 'crash' ? { ...run, end: 'failure' } : run;
}

/** Runs it without the fault; once more when it says that the object is another one now, and asks for a decision. */
async function runAgain(site: Site, client: Client, scenario: Scenario, first: Run): Promise<Run> {
  const next = await runOnce(site, client, scenario, false, first.errorCode);
  return next.errorCode === 'ObjectChanged' ? runOnce(site, client, scenario, false, next.errorCode) : next;
}

interface Site {
  readonly local: LocalOss;
  readonly folder: string;
  readonly destination: string;
  readonly url: () => Promise<string>;
  readonly sentBytes: () => number;
  readonly versions: readonly Content[];
  readonly stage: Pick<Stage, 'replaceObject' | 'restoreObject'>;
  /** Lifts the fault. */
  readonly lift: () => Promise<void>;
  readonly close: () => Promise<void>;
}

async function openSite(scenario: Scenario): Promise<Site> {
  let clockOffsetMs = scenario.clockOffsetMs ?? 0;
  const local = await startLocalOss({
    buckets: [labBucket],
    accounts: [labAccount],
    requestLogLimit: 100_000,
    now: () => Date.now() + clockOffsetMs,
  });
  const place = { bucket: labBucket, key };
  const restoreObject = async () => {
    await local.generateObject({ ...place, ...object });
  };
  await restoreObject();
  const replacements = await Promise.all(
    [0, 3 * mib, -3 * mib].map(async (more) => bytesOf({ seed: 2, sizeBytes: object.sizeBytes + more })),
  );
  const sentBytes = () =>
    local.requests.reduce((sum, { status, bytesSent }) => sum + (status < 300 ? bytesSent : 0), 0);
  armFaults(local, scenario, replacements, sentBytes);

  const parent = await mkdtemp(join(tmpdir(), 'ossferry-cell-'));
  const folder = join(parent, 'downloads');
  await mkdir(folder);
  const mend = await scenario.prepare?.(folder);
  const client = createClient({ region: 'cn-hangzhou', endpoint: local.endpoint, credentials: labAccount });
  const stage = {
    restoreObject,
    replaceObject: async () => {
      await local.generateObject({ ...place, ...object, seed: 2 });
    },
  };
  return {
    local,
    folder,
    destination: join(folder, key),
    url: async () => (await client.presign(getObject(place))).url,
    sentBytes,
    versions: [object, ...replacements.map((bytes) => ({ seed: 2, sizeBytes: bytes.length }))],
    stage,
    async lift() {
      local.setFaults(undefined);
      clockOffsetMs = 0;
      await mend?.();
      await scenario.between?.(stage);
    },
    async close() {
      await local.close();
      if (mend !== undefined) await unmount(folder);
      await rm(parent, { recursive: true, force: true });
    },
  };
}

function armFaults(
  local: LocalOss,
  scenario: Scenario,
  replacements: readonly Buffer[],
  sentBytes: () => number,
): void {
  const notes = new Map<string, string>();
  let get = 0;
  local.setFaults((request) => {
    if (request.method !== 'GET') return undefined;
    get += 1;
    const [, first = '0', last] = /^bytes=(\d+)-(\d*)$/.exec(request.headers['range'] ?? '') ?? [];
    const start = Number(first);
    const end = last ? Math.min(Number(last) + 1, object.sizeBytes) : object.sizeBytes;
    return scenario.faults?.({
      request,
      get,
      start,
      bodyBytes: Math.max(0, end - start),
      sentBytes: sentBytes(),
      object,
      notes,
      replacement: (sizeBytes) => replacements.find(({ length }) => length === sizeBytes) ?? Buffer.alloc(0),
    });
  });
}

interface Run extends RunResult {
  readonly errorCode?: string | undefined;
}

async function runOnce(
  site: Site,
  client: Client,
  scenario: Scenario,
  isFaulty: boolean,
  errorCode?: string,
): Promise<Run> {
  const order: Order = {
    url: await site.url(),
    endpoint: site.local.endpoint,
    bucket: labBucket,
    key,
    destination: site.destination,
    isRenewable: scenario.isRenewable ?? false,
    acceptsChange: errorCode === 'ObjectChanged',
  };
  const programs = isFaulty && scenario.isTwice ? 2 : 1;
  const runs = await Promise.all(
    Array.from({ length: programs }, () => runClient(site, client, order, isFaulty ? scenario.act : undefined)),
  );
  const file = await lookAt(site);
  const ends = runs.map((run) => run.end);
  // Of two, the one that fared worse counts, unless it merely stood back.
  const end =
    (['hang', 'crash', 'success', 'failure'] as const).find((candidate) => ends.includes(candidate)) ?? 'failure';
  return { end, file, errorCode: runs.find((run) => run.end === end)?.errorCode };
}

async function runClient(
  site: Site,
  client: Client,
  order: Order,
  act: Scenario['act'],
): Promise<Pick<Run, 'end' | 'errorCode'>> {
  const limit = AbortSignal.timeout(hangMs);
  const over = new AbortController();
  let acting: Promise<void> | undefined;
  const end: ProgramEnd = await runProgram(client.command(order), {
    signal: limit,
    environment: { OSS_ACCESS_KEY_ID: labAccount.accessKeyId, OSS_ACCESS_KEY_SECRET: labAccount.accessKeySecret },
    onStart(kill) {
      acting = act && actMidway(site, act, kill, over.signal);
    },
  });
  over.abort();
  await acting;
  if (limit.aborted) return { end: 'hang' };
  if (end.exitCode === 0) return { end: 'success' };
  return { end: client.isCrash(end) ? 'crash' : 'failure', errorCode: client.errorCode?.(end) };
}

async function actMidway(
  site: Site,
  act: NonNullable<Scenario['act']>,
  kill: Stage['kill'],
  over: AbortSignal,
): Promise<void> {
  while (site.sentBytes() < actAfterBytes && !over.aborted) await sleep(5);
  await sleep(300);
  if (!over.aborted) await act({ kill, folder: site.folder, ...site.stage });
}

async function lookAt({ destination, versions }: Site): Promise<RunResult['file']> {
  if ((await sizeOf(destination)) === -1) return 'none';
  for (const version of versions) if (await isSameBytes(destination, version)) return 'whole';
  return 'other';
}

async function sizeOf(path: string): Promise<number> {
  return stat(path).then(
    ({ size }) => size,
    () => -1,
  );
}
