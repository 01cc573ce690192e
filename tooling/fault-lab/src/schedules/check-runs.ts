import { existsSync } from 'node:fs';
import { inspect } from 'node:util';
import { OssError } from '@ossferry/contract';
import { hasContent } from '../generated-content.ts';
import { hidesCrc64 } from './generate-fault.ts';
import type { DownloadRun } from './run-download.ts';
import type { Schedule } from './schedule.ts';

/** Checks the result of the run with faults, and returns the violated invariants. */
export async function checkFirstRun(first: DownloadRun, destination: string, schedule: Schedule): Promise<string[]> {
  const { error } = first;
  if (isHarmless(schedule) && hasFailure(first)) return [`a failure without a harmful fault: ${inspect(error)}`];
  if (error === undefined) {
    // Without the CRC-64, damaged bytes are not detectable, and a warning says so.
    const isUnverifiable = first.unverified && schedule.faults.some(({ name }) => name.includes(hidesCrc64));
    return isUnverifiable || (await isOneVersion(destination, schedule)) ? [] : ['wrong bytes at the destination'];
  }
  const violations: string[] = [];
  if (!OssError.isInstance(error)) violations.push(`untyped error: ${inspect(error, { depth: 3 })}`);
  if (existsSync(destination)) violations.push('a failed download left a file at the destination');
  return violations;
}

/** Checks the result of the run without faults that follows a failed one, and returns the violated invariants. */
export async function checkNextRun(
  first: DownloadRun,
  next: DownloadRun,
  destination: string,
  schedule: Schedule,
): Promise<string[]> {
  if (next.error !== undefined) return [`the next run failed: ${inspect(next.error, { depth: 3 })}`];
  const violations: string[] = [];
  if (!(await isOneVersion(destination, schedule)))
    violations.push('wrong bytes at the destination after the next run');
  if (existsSync(`${destination}.ossferry`)) violations.push('a complete download left its workspace behind');
  if (hasLostBytes(first, next)) {
    violations.push(`lost bytes: ${first.durableBytes} were durable, ${next.resumedBytes} were resumed`);
  }
  return violations;
}

function isHarmless({ faults, tls }: Schedule): boolean {
  return tls?.fault === undefined && faults.every((fault) => fault.isHarmless);
}

/** A busy machine may exceed the short timeouts. */
function hasFailure({ error, retries, timeouts }: DownloadRun): boolean {
  const isTimeout = OssError.isInstance(error) && error.code.endsWith('Timeout');
  return retries > timeouts || (error !== undefined && !isTimeout);
}

const smallObjectBytes = 8 * 1024 * 1024;
const pieceBytes = 1024 * 1024;

/** Durable bytes must be resumed, unless there was a reason to drop all of them. */
function hasLostBytes(first: DownloadRun, next: DownloadRun): boolean {
  const isDropped =
    next.restarted ||
    first.restarted ||
    first.totalBytes <= smallObjectBytes ||
    (OssError.isInstance(first.error) && first.error.code === 'ChecksumMismatch');
  // A complete journal drops its last piece, to check that the object has not changed.
  const droppedBytes = first.durableBytes === first.totalBytes ? pieceBytes : 0;
  return !isDropped && next.resumedBytes < first.durableBytes - droppedBytes;
}

async function isOneVersion(path: string, { object, faults }: Schedule): Promise<boolean> {
  for (const version of [object, ...faults.flatMap(({ replacement }) => replacement ?? [])]) {
    if (await hasContent(path, version)) return true;
  }
  return false;
}
