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
import { type ListOptions, listItems, type Survey, surveyItems } from './list-items.ts';
import type { ListedItem } from './listed-item.ts';
import { openItems } from './open-items.ts';
import { readManifest, readManifestFile } from './read-manifest.ts';
import { openResultManifest, readDoneNames } from './result-manifest.ts';

export interface GetBatchFlags extends BatchFlags, ReadFlags, ClientFlags, CredentialsFlags {
  readonly manifest: string;
  readonly overwrite?: boolean | undefined;
  readonly expiryPolicy?: ExpiryPolicy | undefined;
  readonly progress?: ProgressMode | undefined;
}

/** Downloads what a manifest lists. `each` are the options that hold for every object. */
export async function getBatch(flags: GetBatchFlags, each: BatchOptions<ListedItem>, shell: Shell): Promise<void> {
  const { manifest, skipDone, failPolicy = 'any' } = flags;
  refuseOneFile(manifest, flags.result);
  const list: ListOptions = {
    directory: flags.directory ?? '.',
    allowAbsolute: flags.absoluteDestinations ?? false,
    shard: flags.shard ?? { index: 0, count: 1 },
    isDone: skipDone && isFile(flags.result) ? await readDoneNames(flags.result) : () => false,
  };
  const { entries, survey } = await openList(manifest, list, shell);
  const { downloadAll } = await import('@ossferry/downloader-node');
  const results = openResultManifest(flags.result, shell);
  const report = await openBatchReport(chooseProgressMode(flags.progress, shell), survey, shell);
  const interrupt = listenForInterrupt();
  let settled = 0;
  let firstError: OssError | undefined;
  let mayPass = false;
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
      onResult(result) {
        firstError ??= result.error;
        mayPass ||= result.error?.retryable === true;
        if (result.status !== 'stopped') settled += 1;
        results.add(result);
        report.onResult(result);
      },
    });
  } catch (error) {
    if (interrupt.signal.aborted) throw interrupted(interrupt.signal.reason as OssError, settled, survey);
    throw error;
  } finally {
    interrupt.stop();
    report.end(summary);
    await results.close(interrupt.signal.aborted);
  }
  if (firstError !== undefined && isFailure(summary, failPolicy)) {
    throw incomplete(summary, firstError, howToGoOn(mayPass, skipDone === true));
  }
}

/** Results that are appended to the list would be read as objects of it. */
function refuseOneFile(manifest: string, result: string | undefined): void {
  if (!isFile(result)) return;
  const [list, results] = [lookAt(manifest), lookAt(result)];
  if (list === undefined || results === undefined || list.ino !== results.ino || list.dev !== results.dev) return;
  throw usageError('OptionConflict', '--manifest and --result are one file.', 'Give the results a file of their own.');
}

interface OpenList {
  readonly entries: ReturnType<typeof listItems>;
  readonly survey: Survey | undefined;
}

/** A file is read twice: what is wrong anywhere in it is said before anything is fetched. A stream or a pipe is checked as it comes. */
async function openList(manifest: string, list: ListOptions, shell: Shell): Promise<OpenList> {
  if (manifest === '-') {
    const entries = readManifest(shell.stdin, { isLive: !(shell.stdin instanceof ReadStream) });
    return { entries: listItems(entries, list, true), survey: undefined };
  }
  const isPipe = lookAt(manifest)?.isFile() === false;
  if (isPipe) {
    const entries = readManifestFile(manifest, { isLive: true });
    return { entries: listItems(entries, list, true), survey: undefined };
  }
  const survey = await surveyItems(listItems(readManifestFile(manifest), list, true));
  return { entries: listItems(readManifestFile(manifest), list, false), survey };
}

/** Gives `undefined` where there is nothing, or nothing that may be looked at: whoever opens it says why. */
function lookAt(path: string): BigIntStats | undefined {
  try {
    return statSync(path, { bigint: true });
  } catch {
    return undefined;
  }
}

function isFile(result: string | undefined): result is string {
  return result !== undefined && result !== '-';
}

function isFailure({ done, skipped, failed }: BatchSummary, policy: FailPolicy): boolean {
  if (policy === 'never') return false;
  return policy === 'any' ? failed > 0 : failed > 0 && done + skipped === 0;
}

/** Failures that will not pass by themselves have to be seen to; what is there is not fetched again. */
function howToGoOn(mayPass: boolean, skipsDone: boolean): string {
  const again = `un the same command again${skipsDone ? '' : ' with --skip-done'}: what is there is kept.`;
  return mayPass ? `R${again}` : `Put right what failed, then r${again}`;
}

function incomplete({ done, skipped, failed }: BatchSummary, first: OssError, advice: string): OssError {
  return new OssError({
    code: 'BatchIncomplete',
    phase: 'body',
    message: `${failed} of ${done + skipped + failed} objects failed, the first with ${first.code}.`,
    advice,
    cause: first,
  });
}

/** Says how to go on after Ctrl-C. */
function interrupted({ code, phase }: OssError, settled: number, survey: Survey | undefined): OssError {
  const of = survey === undefined ? '' : ` of ${survey.items}`;
  return new OssError({
    code,
    phase,
    message: `${code} after ${settled}${of} objects.`,
    advice: 'Run the same command again with --skip-done to go on from there.',
  });
}
