import { type BigIntStats, ReadStream, statSync } from 'node:fs';
import { OssError } from '@ossferry/contract';
import type { BatchOptions, BatchSummary } from '@ossferry/downloader-node';
import { listenForInterrupt } from '../interrupt.ts';
import type { ClientFlags } from '../options/client-flags.ts';
import type { CredentialsFlags } from '../options/credentials-flags.ts';
import type { ExpiryPolicy } from '../options/expiry-policy.ts';
import type { ReadFlags } from '../options/request-flags.ts';
import { chooseProgressMode, type ProgressMode } from '../progress/progress-mode.ts';
import type { Shell } from '../shell.ts';
import { usageError } from '../usage-error.ts';
import type { BatchFlags, FailPolicy } from './batch-flags.ts';
import { openBatchReport } from './batch-report.ts';
import { itemError } from './item-error.ts';
import { type BatchTotals, type ListOptions, listItems, type PlacedEntries, readList } from './list-items.ts';
import type { ListedItem } from './listed-item.ts';
import type { ManifestEntries } from './manifest-entry.ts';
import { openItems } from './open-items.ts';
import { readManifest, readManifestFile } from './read-manifest.ts';
import { openResultManifest, readDoneKeys } from './result-manifest.ts';

export interface GetBatchFlags extends BatchFlags, ReadFlags, ClientFlags, CredentialsFlags {
  readonly manifest: string;
  readonly overwrite?: boolean | undefined;
  readonly expiryPolicy?: ExpiryPolicy | undefined;
  readonly progress?: ProgressMode | undefined;
}

/** Downloads the objects of a manifest. `each` are the options of every download. */
export async function getBatch(flags: GetBatchFlags, each: BatchOptions<ListedItem>, shell: Shell): Promise<void> {
  const { manifest, skipDone, failPolicy = 'any' } = flags;
  refuseSameFile(manifest, flags.result);
  const wasDone = skipDone && isFile(flags.result) ? await readDoneKeys(flags.result) : () => false;
  let doneBefore = 0;
  const list: ListOptions = {
    directory: flags.directory ?? '.',
    allowAbsolute: flags.absoluteDestinations ?? false,
    shard: flags.shard ?? { index: 0, count: 1 },
    isDone: wasDone,
  };
  const onDone = (): void => {
    doneBefore += 1;
  };
  const { entries, totals } = await openList(manifest, list, onDone, shell);
  const { downloadAll } = await import('@ossferry/downloader-node');
  const results = openResultManifest(flags.result, shell);
  const report = await openBatchReport(chooseProgressMode(flags.progress, shell, flags.result === '-'), totals, shell);
  const interrupt = listenForInterrupt();
  let settled = 0;
  let firstError: OssError | undefined;
  let isRetryable = false;
  let summary: BatchSummary | undefined;
  try {
    summary = await downloadAll(openItems(entries, flags, shell), {
      ...each,
      parallelTotal: flags.jobs,
      parallelPerHost: flags.perHost,
      whenPresent: flags.overwrite ? 'replace' : skipDone ? 'skip' : 'fail',
      stopOnFirstError: flags.stopOnError,
      signal: interrupt.signal,
      onEvent: report.onEvent,
      onResult(raw) {
        const result = raw.error === undefined ? raw : { ...raw, error: itemError(raw.error) };
        firstError ??= result.error;
        isRetryable ||= result.error?.retryable === true;
        if (result.status !== 'stopped') settled += 1;
        results.add(result);
        report.onResult(result);
      },
    });
  } catch (error) {
    if (interrupt.signal.aborted) throw interrupted(interrupt.signal.reason as OssError, settled, totals);
    throw OssError.isInstance(error) ? itemError(error) : error;
  } finally {
    interrupt.stop();
    report.end(summary, doneBefore);
    await results.close(interrupt.signal.aborted);
  }
  if (firstError !== undefined && isFailure(summary, doneBefore, failPolicy)) {
    throw incomplete(summary, doneBefore, firstError, resumeAdvice(isRetryable, skipDone === true));
  }
}

/** Results appended to the manifest would be read as objects. */
function refuseSameFile(manifest: string, result: string | undefined): void {
  if (!isFile(result)) return;
  const [list, results] = [statIfPossible(manifest), statIfPossible(result)];
  if (list === undefined || results === undefined || list.ino !== results.ino || list.dev !== results.dev) return;
  throw usageError('OptionConflict', '--manifest and --result are the same file.', 'Use another file for --result.');
}

interface OpenList {
  readonly entries: PlacedEntries;
  readonly totals: BatchTotals | undefined;
}

/**
 * A file is read to its end, so that all of its errors are reported before the first download; if it is long, it is read
 * again for the downloads. A stream is checked as it arrives. `onDone` is called for every item that is already done.
 */
async function openList(manifest: string, list: ListOptions, onDone: () => void, shell: Shell): Promise<OpenList> {
  const isDone = (key: string): boolean => {
    const isKnown = list.isDone(key);
    if (isKnown) onDone();
    return isKnown;
  };
  const listOnce = (entries: ManifestEntries): PlacedEntries => listItems(entries, { ...list, isDone }, true);
  if (manifest === '-') {
    const entries = readManifest(shell.stdin, { isLive: !(shell.stdin instanceof ReadStream) });
    return { entries: listOnce(entries), totals: undefined };
  }
  const isPipe = statIfPossible(manifest)?.isFile() === false;
  if (isPipe) return { entries: listOnce(readManifestFile(manifest, { isLive: true })), totals: undefined };
  const { totals, items } = await readList(listOnce(readManifestFile(manifest)));
  return { entries: items === undefined ? listItems(readManifestFile(manifest), list, false) : [items], totals };
}

/** Returns `undefined` on errors, which opening the file reports. */
function statIfPossible(path: string): BigIntStats | undefined {
  try {
    return statSync(path, { bigint: true });
  } catch {
    return undefined;
  }
}

function isFile(result: string | undefined): result is string {
  return result !== undefined && result !== '-';
}

function isFailure({ done, skipped, failed }: BatchSummary, doneBefore: number, policy: FailPolicy): boolean {
  if (policy === 'never') return false;
  return policy === 'any' ? failed > 0 : failed > 0 && done + skipped + doneBefore === 0;
}

function resumeAdvice(isRetryable: boolean, skipsDone: boolean): string {
  const again = `un the same command again${skipsDone ? '' : ' with --skip-done'}; downloaded data is kept.`;
  return isRetryable ? `R${again}` : `Fix the errors, then r${again}`;
}

function incomplete(
  { done, skipped, failed }: BatchSummary,
  doneBefore: number,
  first: OssError,
  advice: string,
): OssError {
  return new OssError({
    code: 'BatchIncomplete',
    phase: 'body',
    message: `${failed} of ${done + skipped + doneBefore + failed} objects failed, the first with ${first.code}.`,
    advice,
    cause: first,
  });
}

/** The error after Ctrl-C, which says how to resume. */
function interrupted({ code, phase }: OssError, settled: number, totals: BatchTotals | undefined): OssError {
  const of = totals === undefined ? '' : ` of ${totals.items}`;
  return new OssError({
    code,
    phase,
    message: `${code} after ${settled}${of} objects.`,
    advice: 'Run the same command again with --skip-done to resume.',
  });
}
