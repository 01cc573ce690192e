import type { BatchResult, BatchSummary, DownloadEvent } from '@ossferry/downloader-node';
import { formatBytes, formatSpeed } from '../format/format-bytes.ts';
import { formatDuration } from '../format/format-duration.ts';
import { oneLine } from '../one-line.ts';
import type { ProgressMode } from '../progress/progress-mode.ts';
import { sentenceOf } from '../render-error.ts';
import type { Shell } from '../shell.ts';
import { writeLine } from '../write-line.ts';
import type { BatchDisplay } from './batch-display.ts';
import type { Survey } from './list-items.ts';
import type { ListedItem } from './listed-item.ts';
import { toResultFields } from './result-manifest.ts';

/** Tells a person or a program how a batch goes. */
export interface BatchReport {
  readonly onEvent: (event: DownloadEvent, item: ListedItem) => void;
  readonly onResult: (result: BatchResult<ListedItem>) => void;
  /** Takes the progress away; says what came of it when there is a summary. */
  readonly end: (summary?: BatchSummary) => void;
}

/** Failures that are told one by one where nobody asked for a list of them. */
const toldFailures = 20;

/** Opens the report of a batch on stderr; `survey` is absent where the list is still coming. */
export async function openBatchReport(
  mode: ProgressMode,
  survey: Survey | undefined,
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
  const display = await openDisplay(mode, survey, shell);
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
      if (failures <= toldFailures)
        display.note(oneLine(`${result.item.name}: ${sentenceOf(result.error)} [${result.error.code}]`));
      if (failures === toldFailures) display.note('Further failures are only counted; --result lists them all.');
    },
    end(summary) {
      display.end();
      if (summary !== undefined && mode !== 'none') writeLine(stderr, summaryLine(summary, unverified));
    },
  };
}

async function openDisplay(mode: ProgressMode, survey: Survey | undefined, { stderr }: Shell): Promise<BatchDisplay> {
  if (mode === 'tty') {
    const { createBatchBars } = await import('./batch-bars.ts');
    return createBatchBars(survey, stderr);
  }
  const { createPlainBatchDisplay } = await import('./batch-display.ts');
  return createPlainBatchDisplay(survey, stderr, mode === 'plain');
}

/** Says in one line how a batch went; of `unverified` objects the server sent no CRC-64. */
export function summaryLine(summary: BatchSummary, unverified = 0): string {
  const { done, skipped, failed, sizeBytes, durationMs } = summary;
  return [
    `${done} ${done === 1 ? 'object' : 'objects'}, ${formatBytes(sizeBytes)} in ${formatDuration(durationMs)} (${formatSpeed(sizeBytes, durationMs)})`,
    unverified > 0 ? `${unverified} checked by the length only` : undefined,
    skipped > 0 ? `${skipped} there already` : undefined,
    failed > 0 ? `${failed} failed` : undefined,
  ]
    .filter((part) => part !== undefined)
    .join(', ');
}
