import { problemOf } from '@ossferry/contract';
import type { DownloadEvent, DownloadSummary } from '@ossferry/downloader-node';
import { formatBytes, formatSpeed } from './format/format-bytes.ts';
import { formatDuration } from './format/format-duration.ts';
import { oneLine } from './one-line.ts';
import { announceWait } from './progress/announce-wait.ts';
import { loadProgressDisplay } from './progress/open-progress-display.ts';
import type { ProgressDisplay } from './progress/progress-display.ts';
import type { ProgressMode } from './progress/progress-mode.ts';
import type { Shell } from './shell.ts';
import { writeLine } from './write-line.ts';
import { writeWarning } from './write-warning.ts';

/** Reports the progress and the result of a download. */
export interface DownloadReport {
  readonly onEvent: (event: DownloadEvent) => void;
  /** Removes the progress display, and prints the summary, if any. */
  readonly end: (summary?: DownloadSummary) => void;
}

/** Opens the report of a download on stderr. `label` returns the destination; it is called when there is output. */
export async function openDownloadReport(
  mode: ProgressMode,
  label: () => string,
  shell: Shell,
): Promise<DownloadReport> {
  const { stderr } = shell;
  if (mode === 'json') {
    return {
      onEvent: (event) => writeLine(stderr, toJson(event)),
      end(summary) {
        if (summary !== undefined) writeLine(stderr, toJson({ type: 'summary', destination: label(), ...summary }));
      },
    };
  }
  const hasDisplay = mode === 'tty' || mode === 'plain';
  const createDisplay = await loadProgressDisplay(mode, shell);
  let opened: ProgressDisplay | undefined;
  let isChecking = false;
  const display = (): ProgressDisplay => {
    opened ??= createDisplay(label());
    return opened;
  };
  const close = (): void => {
    opened?.end();
    opened = undefined;
    isChecking = false;
  };
  const noteRetry = (event: RetryEvent): void => {
    const { code } = event.error;
    const timeMs = Date.now();
    if (code === lastNote?.code && timeMs < lastNote.timeMs + quietMs) return;
    lastNote = { code, timeMs };
    display().note(oneLine(retryLine(event)));
  };
  let lastNote: { readonly code: string; readonly timeMs: number } | undefined;
  const endWait = announceWait('Waiting for a response…', mode, stderr);
  return {
    onEvent(event) {
      endWait();
      if (event.type === 'started') {
        if (isChecking) close();
        display().begin(event.object.sizeBytes, event.resumedBytes);
      } else if (event.type === 'progress') display().update(event.durableBytes);
      else if (event.type === 'checked') {
        // Bytes that are read from the disk are not those of the download, nor is their speed.
        if (!isChecking) {
          close();
          opened = createDisplay(`${label()}, checking`);
          opened.begin(event.totalBytes, 0);
        }
        isChecking = true;
        display().update(event.checkedBytes);
      } else if (event.type === 'retry') noteRetry(event);
      else if (event.type === 'warning' && hasDisplay) display().note(oneLine(`Warning: ${event.message}`));
      else if (event.type === 'warning') writeWarning(event.message, shell);
    },
    end(summary) {
      endWait();
      opened?.end();
      if (summary !== undefined && mode !== 'none') writeLine(stderr, `${label()}: ${summaryLine(summary)}`);
    },
  };
}

/** Formats the result of a download as one line. */
function summaryLine(summary: DownloadSummary): string {
  const { sizeBytes, resumedBytes, durationMs, retries, verified, bytesFetchedTwice, renewals } = summary;
  const fetched = sizeBytes - resumedBytes;
  return [
    `${formatBytes(sizeBytes)} in ${formatDuration(durationMs)} (${formatSpeed(fetched, durationMs)})`,
    verified === 'crc64' ? 'CRC-64 verified' : 'only the size verified',
    resumedBytes > 0 ? `${formatBytes(resumedBytes)} resumed` : undefined,
    retries > 0 ? `${retries} ${retries === 1 ? 'retry' : 'retries'}` : undefined,
    bytesFetchedTwice > 0 ? `${formatBytes(bytesFetchedTwice)} downloaded twice` : undefined,
    renewals > 0 ? `URL renewed ${renewals === 1 ? 'once' : `${renewals} times`}` : undefined,
  ]
    .filter((part) => part !== undefined)
    .join(', ');
}

type RetryEvent = Extract<DownloadEvent, { type: 'retry' }>;

/** A lost network fails all ranges at once; within this time, one line stands for all retries after the same error. */
const quietMs = 5_000;

function retryLine({ error, offset, delayMs }: RetryEvent): string {
  return `At ${formatBytes(offset)}: ${problemOf(error)} Retrying in ${formatDuration(delayMs)}.`;
}

function toJson(event: unknown): string {
  return JSON.stringify(event, (_, value: unknown) => (typeof value === 'bigint' ? value.toString() : value));
}
