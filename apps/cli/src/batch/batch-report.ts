import type { BatchResult, BatchSummary, DownloadEvent } from '@ossferry/downloader-node';
import { formatBytes, formatSpeed } from '../format/format-bytes.ts';
import { formatDuration } from '../format/format-duration.ts';
import { oneLine } from '../one-line.ts';
import type { ProgressMode } from '../progress/progress-mode.ts';
import { sentenceOf } from '../render-error.ts';
import type { Shell } from '../shell.ts';
import { writeLine } from '../write-line.ts';
import type { BatchDisplay } from './batch-display.ts';
import type { BatchTotals } from './list-items.ts';
import type { ListedItem } from './listed-item.ts';
import { toResultFields } from './result-manifest.ts';

/** Reports the progress and the results of a batch. */
export interface BatchReport {
  readonly onEvent: (event: DownloadEvent, item: ListedItem) => void;
  readonly onResult: (result: BatchResult<ListedItem>) => void;
  /** Removes the progress display, and prints the summary, if any; earlier runs have done `doneBefore` objects. */
  readonly end: (summary: BatchSummary | undefined, doneBefore: number) => void;
}

/** How many failures are printed individually. */
const maxPrintedFailures = 20;

/** Opens the report of a batch on stderr; `totals` is absent if the manifest is a stream. */
export async function openBatchReport(
  mode: ProgressMode,
  totals: BatchTotals | undefined,
  shell: Shell,
): Promise<BatchReport> {
  const { stderr } = shell;
  if (mode === 'json') {
    return {
      onEvent: () => undefined,
      onResult: (result) => writeLine(stderr, JSON.stringify({ type: 'item', ...toResultFields(result) })),
      end(summary) {
        if (summary !== undefined) writeLine(stderr, JSON.stringify({ type: 'finished', ...summary }));
      },
    };
  }
  const display = await openDisplay(mode, totals, shell);
  let failures = 0;
  let unverified = 0;
  return {
    onEvent(event, item) {
      if (event.type === 'started') display.begin(item, event.object.sizeBytes, event.resumedBytes);
      else if (event.type === 'progress') display.update(item, event.durableBytes);
    },
    onResult(result) {
      display.settle(result.item, result.summary?.sizeBytes ?? 0);
      if (result.summary?.verified === 'length') unverified += 1;
      if (result.error === undefined) return;
      failures += 1;
      if (failures <= maxPrintedFailures)
        display.note(oneLine(`${result.item.name}: ${sentenceOf(result.error)} [${result.error.code}]`));
      if (failures === maxPrintedFailures)
        display.note('Further failures are only counted; use --result to list all of them.');
    },
    end(summary, doneBefore) {
      display.end();
      if (summary !== undefined && mode !== 'none') writeLine(stderr, summaryLine(summary, { unverified, doneBefore }));
    },
  };
}

async function openDisplay(
  mode: ProgressMode,
  totals: BatchTotals | undefined,
  { stderr }: Shell,
): Promise<BatchDisplay> {
  if (mode === 'tty') {
    const { createBatchBars } = await import('./batch-bars.ts');
    return createBatchBars(totals, stderr);
  }
  const { createPlainBatchDisplay } = await import('./batch-display.ts');
  return createPlainBatchDisplay(totals, stderr, mode === 'plain');
}

interface OtherCounts {
  /** Objects for which the server sent no CRC-64. */
  readonly unverified: number;
  /** Objects that earlier runs have done. */
  readonly doneBefore: number;
}

/** Formats the result of a batch as one line. */
function summaryLine(summary: BatchSummary, { unverified, doneBefore }: OtherCounts): string {
  const { done, skipped, failed, sizeBytes, durationMs } = summary;
  return [
    `${done} ${done === 1 ? 'object' : 'objects'}, ${formatBytes(sizeBytes)} in ${formatDuration(durationMs)} (${formatSpeed(sizeBytes, durationMs)})`,
    unverified > 0 ? `${unverified} with only the size verified` : undefined,
    skipped > 0 ? `${skipped} skipped` : undefined,
    doneBefore > 0 ? `${doneBefore} done before` : undefined,
    failed > 0 ? `${failed} failed` : undefined,
  ]
    .filter((part) => part !== undefined)
    .join(', ');
}
