import { mkdir, mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { createClient, getObject } from '@ossferry/client';
import { type LocalOss, startLocalOss } from '@ossferry/local-oss';
import type { Client, DownloadTask, ProgramEnd } from '../clients/client.ts';
import { bytesOf, hasContent } from '../generated-content.ts';
import { type Content, labAccount, labBucket } from '../lab.ts';
import { runProgram } from '../run-program.ts';
import { unmount } from './disks.ts';
import { type CellResult, determineOutcome, type RunResult } from './outcome.ts';
import type { ObjectControls, Scenario, ScenarioControls } from './scenario.ts';

const mib = 1024 * 1024;
const object: Content = { seed: 1, sizeBytes: 24 * mib };
const key = 'object.bin';
/** Twice the longest timeout of all clients. */
const hangMs = 75_000;
/** When `duringRun` is called. */
const duringRunAfterBytes = 2 * mib;

/** Runs a client in a scenario, and once more without the fault if the download is not complete. */
export async function runScenario(client: Client, scenario: Scenario): Promise<CellResult> {
  const bed = await startTestBed(scenario);
  const startedAtMs = performance.now();
  try {
    const first = await runOnce(bed, client, scenario, true);
    const leftPartialFile = first.end !== 'success' && first.file === 'other';
    await bed.removeFaults();
    const isComplete = first.end === 'success' && first.file === 'whole';
    const next = isComplete ? undefined : await runAgain(bed, client, scenario, first);
    const outcome = determineOutcome(scenario.isTerminated ? ignoreCrash(first) : first, next);
    return {
      outcome: scenario.isTerminated && outcome === 'error, then whole' ? 'whole' : outcome,
      errorCode: first.errorCode,
      leftPartialFile,
      requests: bed.local.requests.length,
      seconds: (performance.now() - startedAtMs) / 1000,
      ...((next ?? first).file === 'whole' && {
        extraBytes: Math.max(0, bed.sentBytes() - (await sizeOf(bed.destination))),
      }),
    };
  } finally {
    await bed.close();
  }
}

/** A program that the scenario terminated did not crash. */
function ignoreCrash(run: RunResult): RunResult {
  return run.end === 'crash' ? { ...run, end: 'failure' } : run;
}

/** Runs the client without the fault, and once more if it reports that the object has changed. */
async function runAgain(bed: TestBed, client: Client, scenario: Scenario, first: Run): Promise<Run> {
  const next = await runOnce(bed, client, scenario, false, first.errorCode);
  return next.errorCode === 'ObjectChanged' ? runOnce(bed, client, scenario, false, next.errorCode) : next;
}

interface TestBed extends ObjectControls {
  readonly local: LocalOss;
  readonly folder: string;
  readonly destination: string;
  readonly url: () => Promise<string>;
  readonly sentBytes: () => number;
  /** The object and its possible replacements. */
  readonly versions: readonly Content[];
  readonly removeFaults: () => Promise<void>;
  readonly close: () => Promise<void>;
}

async function startTestBed(scenario: Scenario): Promise<TestBed> {
  let clockOffsetMs = scenario.clockOffsetMs ?? 0;
  const local = await startLocalOss({
    buckets: [labBucket],
    accounts: [labAccount],
    requestLogLimit: 100_000,
    now: () => Date.now() + clockOffsetMs,
  });
  const address = { bucket: labBucket, key };
  const controls: ObjectControls = {
    restoreObject: async () => {
      await local.generateObject({ ...address, ...object });
    },
    replaceObject: async () => {
      await local.generateObject({ ...address, ...object, seed: 2 });
    },
  };
  await controls.restoreObject();
  const replacements = await Promise.all(
    [0, 3 * mib, -3 * mib].map(async (more) => bytesOf({ seed: 2, sizeBytes: object.sizeBytes + more })),
  );
  const sentBytes = () =>
    local.requests.reduce((sum, { status, bytesSent }) => sum + (status < 300 ? bytesSent : 0), 0);
  injectFaults(local, scenario, replacements, sentBytes);

  const parent = await mkdtemp(join(tmpdir(), 'ossferry-cell-'));
  const folder = join(parent, 'downloads');
  await mkdir(folder);
  const repairFolder = await scenario.prepareFolder?.(folder);
  const client = createClient({ region: 'cn-hangzhou', endpoint: local.endpoint, credentials: labAccount });
  return {
    ...controls,
    local,
    folder,
    destination: join(folder, key),
    url: async () => (await client.presign(getObject(address))).url,
    sentBytes,
    versions: [object, ...replacements.map((bytes) => ({ seed: 2, sizeBytes: bytes.length }))],
    async removeFaults() {
      local.setFaults(undefined);
      clockOffsetMs = 0;
      await repairFolder?.();
      await scenario.betweenRuns?.(controls);
    },
    async close() {
      await local.close();
      if (repairFolder !== undefined) await unmount(folder);
      await rm(parent, { recursive: true, force: true });
    },
  };
}

function injectFaults(
  local: LocalOss,
  scenario: Scenario,
  replacements: readonly Buffer[],
  sentBytes: () => number,
): void {
  const state = new Map<string, string>();
  let getNumber = 0;
  local.setFaults((request) => {
    if (request.method !== 'GET') return undefined;
    getNumber += 1;
    const [, first = '0', last] = /^bytes=(\d+)-(\d*)$/.exec(request.headers['range'] ?? '') ?? [];
    const start = Number(first);
    const end = last ? Math.min(Number(last) + 1, object.sizeBytes) : object.sizeBytes;
    return scenario.faults?.({
      request,
      getNumber,
      start,
      bodyBytes: Math.max(0, end - start),
      sentBytes: sentBytes(),
      object,
      state,
      replacement: (sizeBytes) => replacements.find(({ length }) => length === sizeBytes) ?? Buffer.alloc(0),
    });
  });
}

interface Run extends RunResult {
  readonly errorCode?: string | undefined;
}

async function runOnce(
  bed: TestBed,
  client: Client,
  scenario: Scenario,
  isFaulty: boolean,
  previousErrorCode?: string,
): Promise<Run> {
  const task: DownloadTask = {
    url: await bed.url(),
    endpoint: bed.local.endpoint,
    bucket: labBucket,
    key,
    destination: bed.destination,
    isRenewable: scenario.isRenewable ?? false,
    acceptsChange: previousErrorCode === 'ObjectChanged',
  };
  const programs = isFaulty && scenario.isConcurrent ? 2 : 1;
  const runs = await Promise.all(
    Array.from({ length: programs }, () => runClient(bed, client, task, isFaulty ? scenario.duringRun : undefined)),
  );
  const file = await inspectDestination(bed);
  const ends = runs.map((run) => run.end);
  // Of two programs, the worse one counts, except that one may fail if the other succeeds.
  const end =
    (['hang', 'crash', 'success', 'failure'] as const).find((candidate) => ends.includes(candidate)) ?? 'failure';
  return { end, file, errorCode: runs.find((run) => run.end === end)?.errorCode };
}

async function runClient(
  bed: TestBed,
  client: Client,
  task: DownloadTask,
  duringRun: Scenario['duringRun'],
): Promise<Pick<Run, 'end' | 'errorCode'>> {
  const timeout = AbortSignal.timeout(hangMs);
  const ended = new AbortController();
  let calling: Promise<void> | undefined;
  const end: ProgramEnd = await runProgram(client.command(task), {
    signal: timeout,
    environment: { OSS_ACCESS_KEY_ID: labAccount.accessKeyId, OSS_ACCESS_KEY_SECRET: labAccount.accessKeySecret },
    onStart(kill) {
      calling = duringRun && callDuringRun(bed, duringRun, kill, ended.signal);
    },
  });
  ended.abort();
  await calling;
  if (timeout.aborted) return { end: 'hang' };
  if (end.exitCode === 0) return { end: 'success' };
  return { end: client.isCrash(end) ? 'crash' : 'failure', errorCode: client.errorCode?.(end) };
}

async function callDuringRun(
  bed: TestBed,
  duringRun: NonNullable<Scenario['duringRun']>,
  kill: ScenarioControls['kill'],
  ended: AbortSignal,
): Promise<void> {
  while (bed.sentBytes() < duringRunAfterBytes && !ended.aborted) await sleep(5);
  await sleep(300);
  if (!ended.aborted) await duringRun({ kill, folder: bed.folder });
}

async function inspectDestination({ destination, versions }: TestBed): Promise<RunResult['file']> {
  if ((await sizeOf(destination)) === -1) return 'none';
  for (const version of versions) if (await hasContent(destination, version)) return 'whole';
  return 'other';
}

async function sizeOf(path: string): Promise<number> {
  return stat(path).then(
    ({ size }) => size,
    () => -1,
  );
}
