import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { OssError } from '@ossferry/contract';
import { bytesOf } from '../generated-content.ts';
import { type Lab, labBucket } from '../lab.ts';
import { checkFirstRun, checkNextRun } from './check-runs.ts';
import { requestBudget } from './request-budget.ts';
import { runDownload } from './run-download.ts';
import type { Schedule } from './schedule.ts';
import { openTlsFront } from './tls-front.ts';

/** The result of a schedule. */
export interface ScheduleResult {
  readonly outcome: 'whole' | 'typed error';
  /** The code of the error. */
  readonly code?: string | undefined;
  /** The violated invariants; empty if the schedule passed. */
  readonly violations: readonly string[];
}

/** Runs a download with the faults of a schedule, runs it again without them if it failed, and checks both runs. */
export async function runSchedule(lab: Lab, schedule: Schedule): Promise<ScheduleResult> {
  const key = `schedule-${schedule.seed}`;
  const destination = join(lab.folder, key);
  await lab.store(key, schedule.object);
  const front = schedule.tls && (await openTlsFront(lab.local.port, schedule.tls));
  const counts = await injectFaults(lab, key, schedule);
  try {
    const first = await runDownload(lab, key, destination, schedule, { isFaulty: true, front });
    lab.setFaults(key, undefined);
    front?.heal();
    const violations = [...first.violations, ...(await checkFirstRun(first, destination, schedule))];
    const budget = requestBudget(schedule, counts.failed + first.timeouts + (front?.faultyConnections() ?? 0));
    if (front?.wasDeceived()) violations.push('a request was sent to a host with an untrusted certificate');
    if (counts.requests > budget) violations.push(`${counts.requests} requests, ${budget} at most`);
    if (first.error !== undefined) {
      const isDeleted = schedule.faults.some(({ name }) => name.startsWith('deleted'));
      if (isDeleted) await lab.store(key, schedule.object);
      const next = await runDownload(lab, key, destination, schedule, { isFaulty: false, front });
      violations.push(...next.violations, ...(await checkNextRun(first, next, destination, schedule)));
    }
    return {
      outcome: first.error === undefined ? 'whole' : 'typed error',
      code: OssError.isInstance(first.error) ? first.error.code : undefined,
      violations,
    };
  } finally {
    front?.close();
    lab.setFaults(key, undefined);
    lab.local.deleteObject({ bucket: labBucket, key });
    await rm(destination, { force: true });
    await rm(`${destination}.ossferry-checksums`, { force: true });
    await rm(`${destination}.ossferry`, { recursive: true, force: true });
  }
}

interface RequestCounts {
  requests: number;
  /** Requests with at least one harmful fault. */
  failed: number;
}

async function injectFaults(lab: Lab, key: string, { faults }: Schedule): Promise<RequestCounts> {
  const replacements = new Map<number, Buffer>();
  for (const { replacement } of faults) {
    if (replacement !== undefined) replacements.set(replacement.seed, await bytesOf(replacement));
  }
  const counts: RequestCounts = { requests: 0, failed: 0 };
  lab.setFaults(key, (request) => {
    counts.requests += 1;
    const number = counts.requests;
    const active = faults.filter(({ first, last }) => number >= first && number <= last);
    const chosen = active.map(({ inject, isHarmless }) => ({ faults: inject(request, replacements), isHarmless }));
    if (chosen.some((one) => one.faults !== undefined && !one.isHarmless)) counts.failed += 1;
    return chosen.flatMap((one) => one.faults ?? []);
  });
  return counts;
}
