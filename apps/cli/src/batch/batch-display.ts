import { formatBytes } from '../format/format-bytes.ts';
import { writeLine } from '../write-line.ts';
import type { BatchTotals } from './list-items.ts';
import type { ListedItem } from './listed-item.ts';

/** Shows the progress of a batch. */
export interface BatchDisplay {
  readonly begin: (item: ListedItem, totalBytes: number, doneBytes: number) => void;
  readonly update: (item: ListedItem, doneBytes: number) => void;
  /** The item has ended, with any outcome. */
  readonly settle: (item: ListedItem, sizeBytes: number) => void;
  /** Prints a line that stays visible. */
  readonly note: (line: string) => void;
  /** Removes the progress display. */
  readonly end: () => void;
}

const quietMs = 30_000;

/**
 * Creates a display for logs: a line for every tenth of the items, and at least every 30 seconds while items finish; or
 * notes only.
 */
export function createPlainBatchDisplay(
  totals: BatchTotals | undefined,
  stream: NodeJS.WritableStream,
  showsProgress: boolean,
  now: () => number = Date.now,
): BatchDisplay {
  const step = totals === undefined ? Number.POSITIVE_INFINITY : Math.max(1, Math.ceil(totals.items / 10));
  let items = 0;
  let bytes = 0;
  let quietUntilMs = now() + quietMs;
  return {
    begin: () => undefined,
    update: () => undefined,
    settle(_, sizeBytes) {
      items += 1;
      bytes += sizeBytes;
      if (!showsProgress || (items % step !== 0 && now() < quietUntilMs)) return;
      quietUntilMs = now() + quietMs;
      const of = totals === undefined ? '' : ` of ${totals.items}`;
      writeLine(stream, `${items}${of} objects, ${formatBytes(bytes)}`);
    },
    note: (line) => writeLine(stream, line),
    end: () => undefined,
  };
}
